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

describe('a short answer in words that no pattern knows', () => {
	it.each([
		'Cette adresse n’est pas faite pour la prospection.',
		'Mettez-moi en liste noire.',
		'Vous me spammez.',
		'Pas de démarchage, merci.',
		'D’où tenez-vous mon adresse ? Effacez-la immédiatement.',
		'Faites-moi disparaître de vos fichiers.',
		'Veuillez noter mon refus de toute communication commerciale.',
		'Merci de respecter mon souhait de ne pas être contacté.',
		'Cold emails are not welcome here.',
		'We have a no-solicitation policy.',
		'I want no part of this mailing.',
		'Please take me off whatever list this is.',
		'Get me out of your funnel.',
		'This is harassment, stop.',
		'You have been asked to stop.',
	])('is asked about: %s', (words) => {
		expect(objectionIn(words)?.strength).toBeDefined();
	});

	it.each([
		'Je vous remercie de votre sollicitation, mais nous ne sommes pas intéressés.',
		'Votre mail était dans mes indésirables, je ne le vois qu’aujourd’hui. Mardi ?',
		'Nous ne faisons plus de campagnes d’emailing, notre besoin est ailleurs : la planification.',
		'Pas de pub dans notre atelier, mais votre brochure m’intéresse.',
		'My inbox is full, please resend.',
		'It’s no spam to me, tell me more.',
		'We get many cold emails but yours made sense. Call me.',
		'Not for us, thanks.',
	])('is none where it goes on, or speaks of something else: %s', (words) => {
		expect(objectionIn(words)).toBeUndefined();
	});
});
