import type { LabelledNotice } from './labelled-notice.ts';

/** Several days in one sentence, joined in many ways: the last of them counts. Each was read too early once. */
export const CONNECTED_DAYS: readonly LabelledNotice[] = [
	['november', 'Je suis absent aujourd’hui mardi 24 novembre et demain mercredi 25 novembre.', '2026-11-26'],
	['november', 'De retour après-demain', '2026-11-26'],
	['november', 'De retour jeudi après-midi', ['2026-11-26', '2026-11-27']],
	['november', 'Congés : 30/11 => 04/12', ['2026-12-05', '2026-12-07']],
	['november', 'Congés : 30/11 → 04/12', ['2026-12-05', '2026-12-07']],
	['november', 'Fermeture du magasin : 24, 25 et 26 décembre', '2026-12-27'],
	['november', 'Afwezig van 30/11 t.e.m. 11/12', ['2026-12-12', '2026-12-14']],
	['november', 'Absent : lun 30/11, mar 1/12, mer 2/12', '2026-12-03'],
	['november', 'Absent lundi 30 novembre ainsi que mardi 1er décembre', '2026-12-02'],
	['november', 'Absent le 24 novembre (matin) et le 25', '2026-11-26'],
	['november', 'I am out on Monday 30 November as well as Tuesday 1 December.', '2026-12-02'],
	['november', 'I’m out Tuesday, Wednesday, and Thursday', '2026-11-27'],
	[
		'november',
		'En congés du 23 novembre 2026 (inclus) au 4 décembre 2026 (inclus)',
		['2026-12-05', '2026-12-07'],
	],
	['november', 'En congés du 23 novembre 2026, jusqu’au 4 décembre', ['2026-12-05', '2026-12-07']],
	['november', 'Je suis absent du 24 novembre, 12h, au 30 novembre, 9h', ['2026-11-30', '2026-12-01']],
	['november', 'Je serai de retour soit le 7, soit le 8 décembre', '2026-12-08'],
	['november', 'Je reviens normalement le 30 novembre, au pire le 7 décembre', '2026-12-07'],
	['november', 'I hope to be back on 30 November, but possibly not until 7 December.', '2026-12-07'],
	['november', 'Out this week and next', ['2026-12-05', '2026-12-06', '2026-12-07']],
	['november', 'Absent 15 jours à partir du 30 novembre', ['2026-12-14', '2026-12-15']],
	['november', 'On leave for 2 weeks starting Nov 23', '2026-12-07'],
	['november', 'Ich bin ab dem 30.11. für zwei Wochen im Urlaub.', '2026-12-14'],
	['november', 'Je suis absent demain et vendredi', '2026-11-28'],
	[
		'november',
		'Je suis absent jusqu’au 4 décembre. Paul est de retour le 26 novembre.',
		['2026-12-05', '2026-12-07'],
	],
	['november', 'Diese und nächste Woche bin ich nicht da.', ['2026-12-05', '2026-12-06', '2026-12-07']],
	['november', 'Je suis en congé maternité jusqu’au 30 juin 2027. Fermé du 24 au 31 décembre.', null],
];
