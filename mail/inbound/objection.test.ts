import { describe, expect, it } from 'vitest';
import { objectionIn } from './objection.ts';

describe('objectionIn', () => {
	it.each([
		'Merci de retirer mon adresse de vos fichiers et de ne plus m’écrire.',
		'Merci de ne plus me contacter.',
		'Veuillez me désinscrire.',
		'Désabonnez-moi de cette liste svp',
		'Bonjour. Je ne souhaite plus recevoir vos messages. Cordialement',
		'Ne m’écrivez plus.',
		'Cessez de m’envoyer des mails',
		'Arrêtez vos envois, merci.',
		'Supprimez mes données de votre base.',
		'Retirez-moi de votre liste de diffusion.',
		'Je m’oppose au traitement de mes données à des fins de prospection.',
		'J’exerce mon droit d’opposition.',
		'STOP',
		'Désinscription.',
		'unsubscribe',
		'Please remove me from your mailing list.',
		'Please unsubscribe me.',
		'Stop emailing me.',
		'Please don’t contact me again.',
		'I no longer wish to receive these emails.',
		'Take us off your list',
		'I would like to opt out.',
		'Please delete my data.',
	])('%j objects', (text) => expect(objectionIn(text)).toBeTruthy());

	it.each([
		'Nous ne sommes pas intéressés, merci.',
		'Ne me contactez pas avant mardi.',
		'Rappelez-moi plutôt en janvier, je ne serai plus disponible ensuite.',
		'Je n’ai plus votre adresse, pouvez-vous me l’envoyer ?',
		'Ne me retirez pas de votre liste, le sujet m’intéresse.',
		'Nous avons retiré cet outil de notre base de production.',
		'Please do not hesitate to contact me again in the future.',
		'Not interested, no need to follow up.',
		'Please don’t remove me from the list.',
		'Nous avons stoppé ce projet.',
		'Stop ou encore ? Nous hésitons.',
		'Je vous écris de la part de Claire, qui ne travaille plus le lundi.',
		'> Merci de ne plus m’écrire.',
		'',
	])('%j does not', (text) => expect(objectionIn(text)).toBeUndefined());

	it('asks about words that may refuse the offer or every message', () => {
		expect(objectionIn('Il n’est donc pas utile de donner suite.')?.strength).toBe('doubtful');
	});

	it('never reads our own line as one', () => {
		const ours = 'Ne plus recevoir de messages de ma part :';
		expect(objectionIn(`Bonjour, oui.\n${ours} https://x.example/u/1`, [ours])).toBeUndefined();
		for (const line of [ours, 'No more messages from me:'])
			expect(objectionIn(`Yes, gladly.\n${line} https://x.example/u/1`)).toBeUndefined();
	});
});
