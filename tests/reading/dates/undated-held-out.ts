import type { LabelledNotice } from './labelled-notice.ts';

/** What states no day back; written after the rules, as strangers write. */
export const UNDATED_HELD_OUT: readonly LabelledNotice[] = [
	[
		'november',
		'Réponse automatique : Votre atelier du 8 décembre\n\nJe suis absent du bureau, je vous répondrai dès mon retour.',
		null,
	],
	['november', 'Bonjour, je suis en congé. Joignez Paul au 06.12.12.12.12 ou par mail.', null],
	['november', 'Je suis en rendez-vous extérieur. Mon adresse : 12 rue du 8 mai 1945, Rennes.', null],
	['november', 'Absente. Merci de nous confirmer votre venue au séminaire du 3 décembre.', null],
	[
		'november',
		'Je suis absent pour raisons personnelles.\n\nOdile Marchenoir\nSARL au capital de 12.000 €, RCS Rennes 412 345 678, créée le 1er décembre 1998',
		null,
	],
	[
		'november',
		'Bonjour, je suis actuellement en déplacement.\nDe : Camille <camille@cadrelune.example>\nEnvoyé : mardi 8 décembre 2026 10:12\nObjet : Bonjour',
		null,
	],
	[
		'november',
		'J’ai bien reçu votre message du 23 novembre ; je suis absent et reviens vers vous au plus vite.',
		null,
	],
	['november', 'Absent. Ouvert du mardi au samedi de 9h à 12h et de 14h à 19h.', null],
	['november', 'En congé. Soldes à partir du 6 janvier !', null],
	['november', 'Je suis absent. Votre demande sera traitée sous 48h.', null],
	[
		'november',
		'Je quitte le bureau. Dans l’attente de votre retour avant le 8 décembre, cordialement.',
		null,
	],
	['november', 'Je suis absent, réservez dès maintenant votre place pour le 10 décembre.', null],
	['november', 'Je suis en congé depuis le lundi 16 novembre. Version 12.3 du logiciel disponible.', null],
	['november', 'Je suis en congé maternité et vous répondrai à la rentrée.', null],
	['november', 'Je reviens bientôt. Salon Vinexpo les 8 et 9 décembre, hall 3.', null],
	[
		'november',
		'I am currently out of the office.\n\nSent: Tuesday, December 8, 2026 9:00 AM\nSubject: Hello',
		null,
	],
	[
		'november',
		'Automatic reply: Workshop until 8 December\n\nThanks for your mail. I am travelling and will respond when I can.',
		null,
	],
	['november', 'I’m out of the office. Our Christmas party is on 11 December!', null],
	['november', 'I am away at the moment. Ticket 12/2026-07 has been opened.', null],
	['november', 'I am out of the office. In case of emergency dial 555 0112 ext. 12.', null],
	['november', 'I am out of the office. Support is available 24/7 and from 9 to 5 on weekdays.', null],
	['november', 'I am on leave. Order before 15 December to get your parcel before Christmas.', null],
	['november', 'Out of office. Get 20% off until 30 November on our shop.', null],
	['november', 'I’m on sabbatical, back in a few months.', null],
	['november', 'I am on extended leave and do not know when I will return.', null],
	['november', 'I’ve been away since Monday; bear with me.', null],
	['november', 'Ich bin nicht im Büro. Besuchen Sie uns auf der Messe vom 8. bis 10. Dezember.', null],
	[
		'november',
		'Estoy fuera de la oficina y responderé lo antes posible. Madrid, 24 de noviembre de 2026',
		null,
	],
	['november', 'Sono fuori ufficio. Il giorno 3 dicembre 2026 alle ore 10 Camille ha scritto:', null],
	['november', 'Ik ben afwezig. Op 8 december 2026 om 10:00 schreef Camille:', null],
];
