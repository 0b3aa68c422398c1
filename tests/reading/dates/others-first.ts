import type { LabelledNotice } from './labelled-notice.ts';

/** German, Spanish, Italian, Dutch and mails in two languages; written before the rules. */
export const OTHERS_FIRST: readonly LabelledNotice[] = [
	['november', 'Ich bin bis zum 4. Dezember 2026 nicht im Büro.', ['2026-12-05', '2026-12-07']],
	['november', 'Ich bin ab dem 7. Dezember wieder für Sie da.', '2026-12-07'],
	['november', 'Ich bin vom 23.11. bis einschließlich 27.11. im Urlaub.', ['2026-11-28', '2026-11-30']],
	['november', 'Ab Montag, 30. November bin ich wieder erreichbar.', '2026-11-30'],
	['november', 'Zurück in KW 49', '2026-11-30'],
	['february', 'Ich bin erst am 1. März wieder im Büro.', '2027-03-01'],
	['november', 'Estaré fuera de la oficina hasta el 4 de diciembre.', ['2026-12-05', '2026-12-07']],
	[
		'november',
		'Estoy de vacaciones del 23 al 27 de noviembre, ambos inclusive.',
		['2026-11-28', '2026-11-30'],
	],
	['november', 'Vuelvo el lunes 30 de noviembre.', '2026-11-30'],
	['november', 'Sarò assente fino al 4 dicembre.', ['2026-12-05', '2026-12-07']],
	['november', 'Sono in ferie dal 23 al 27 novembre compresi. Rientro lunedì 30.', '2026-11-30'],
	['november', 'Ik ben afwezig tot en met 4 december.', ['2026-12-05', '2026-12-07']],
	['november', 'Ik ben maandag 7 december weer aanwezig.', '2026-12-07'],
	[
		'november',
		'Je suis absent jusqu’au 4 décembre.\n\nI am out of the office until December 4th.\n\nIch bin bis 4. Dezember abwesend.',
		['2026-12-05', '2026-12-07'],
	],
	['november', 'Absent jusqu’au 03/12.\n\nI am out of the office until 03/12.', '2026-12-04'],
	['november', 'Je suis en congés. De retour le 07/12.\n\nI am on leave, back on 07/12.', '2026-12-07'],
];
