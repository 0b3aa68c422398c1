/**
 * The words of the calendar in French, English, German, Spanish, Italian and Dutch, as plain words: lower case, no accents.
 * What means something else in another language (« sept », "may", "mi") is settled by where it stands.
 */

const numbered = (rows: readonly string[], from: number): ReadonlyMap<string, number> =>
	new Map(rows.flatMap((row, index) => row.split(' ').map((word) => [word, index + from] as const)));

export const MONTHS = numbered(
	[
		'janvier janv jan january januar janner jaenner enero ene gennaio genn gen januari',
		'fevrier fevr fev february feb febr februar febrero febbraio febb februari',
		'mars mar march marz maerz mrz marzo maart mrt',
		'avril avr april apr abril abr aprile',
		'mai may mayo maggio magg mag mei',
		'juin june jun juni junio giugno giu',
		'juillet juil juill july jul juli julio luglio lug',
		'aout august aug agosto ago augustus',
		'septembre sept sep september septiembre settembre sett set',
		'octobre oct october oktober okt octubre ottobre ott',
		'novembre nov november noviembre',
		'decembre dec december dezember dez diciembre dic dicembre',
	],
	1,
);

export const WEEKDAYS = numbered(
	[
		'lundi monday montag lunes lunedi maandag',
		'mardi tuesday dienstag martes martedi dinsdag',
		'mercredi wednesday mittwoch miercoles mercoledi woensdag',
		'jeudi thursday donnerstag jueves giovedi donderdag',
		'vendredi friday freitag viernes venerdi vrijdag',
		'samedi saturday samstag sonnabend sabado sabato zaterdag',
		'dimanche sunday sonntag domingo domenica zondag',
	],
	1,
);

/** Weekdays only where a number follows. */
export const SHORT_WEEKDAYS = numbered(
	[
		'lun mon mo ma',
		'mar tue tues di dins',
		'mer wed mi mie woe wo',
		'jeu thu thur thurs do jue gio don',
		'ven fri fr vie vr',
		'sam sat sa sab za',
		'dim sun so dom zo',
	],
	1,
);

/** Counts in words. */
export const COUNTS: ReadonlyMap<string, number> = new Map([
	...numbered(
		[
			'un une one a an ein eine einem einer uno una een',
			'deux two zwei dos due twee',
			'trois three drei tres tre drie',
			'quatre four vier cuatro quattro',
			'cinq five funf cinco cinque vijf',
			'six sechs seis sei zes',
			'sept seven sieben siete sette zeven',
			'huit eight acht ocho otto',
			'neuf nine neun nueve nove negen',
			'dix ten zehn diez dieci tien',
		],
		1,
	),
	['quinze', 15],
	['fifteen', 15],
	['quince', 15],
	['quindici', 15],
]);

/** Which one of several; the last is -1. */
export const ORDINALS: ReadonlyMap<string, number> = new Map([
	...numbered(
		[
			'premier premiere first erste ersten erster primer primera primo prima eerste',
			'deuxieme seconde second zweite zweiten segunda segundo seconda secondo tweede',
			'troisieme third dritte dritten tercera tercer terza terzo derde',
			'quatrieme fourth vierte vierten cuarta cuarto quarta quarto vierde',
		],
		1,
	),
	...['dernier', 'derniere', 'last', 'letzte', 'letzten', 'ultima', 'ultimo', 'laatste'].map(
		(word) => [word, -1] as const,
	),
]);

export type Unit = 'day' | 'week' | 'month' | 'year';

export const UNITS: ReadonlyMap<string, Unit> = new Map(
	(
		[
			['day', 'jour jours day days tag tage tagen dia dias giorno giorni dag dagen'],
			['week', 'semaine semaines week weeks woche wochen semana semanas settimana settimane weken'],
			['month', 'mois month months monat monate monaten mes meses mese mesi maand maanden'],
			['year', 'annee ans an year years jahr jahre jahres ano anno jaar'],
		] as const
	).flatMap(([unit, words]) => words.split(' ').map((word) => [word, unit] as const)),
);

export type Part = 'early' | 'mid' | 'late' | 'whole';

/** « début », "mid", »Ende«: of a month, of a week. */
export const PARTS: ReadonlyMap<string, Part> = new Map(
	(
		[
			['early', 'debut early beginning start anfang principios inicio inizio begin'],
			['mid', 'mi milieu mid middle mitte mediados meta medio midden half'],
			['late', 'fin late end ende finales final fine eind einde'],
		] as const
	).flatMap(([part, words]) => words.split(' ').map((word) => [word, part] as const)),
);

/** Words that may stand between a part and its month. */
export const PART_LINKS = new Set(
	'- of the de du d la le l mois semaine month di del des der dem van het annee in'.split(' '),
);

/** Days from today, longest first. */
export const NEAR_DAYS: readonly (readonly [days: number, phrases: string])[] = [
	[
		2,
		'apres demain|apres - demain|the day after tomorrow|day after tomorrow|ubermorgen|uebermorgen|pasado manana|dopodomani|overmorgen',
	],
	[1, 'demain|tomorrow|morgen|manana|domani'],
	[
		0,
		'aujourd hui|ce jour|cette journee|cet apres midi|cet apres - midi|ce matin|ce soir|today|this morning|this afternoon|this evening|tonight|heute|hoy|oggi|vandaag|la journee|all day',
	],
];

export const NEXT = new Set(
	'prochain prochaine prochains next nachste nachsten nachster naechste naechsten kommende kommenden kommender proximo proxima prossimo prossima volgende viene'.split(
		' ',
	),
);
export const THIS = new Set(
	'ce cet cette this diese diesen dieser este esta questa questo deze dit laufenden courante current rest reste toute entire whole ganze all'.split(
		' ',
	),
);
/** « mardi d’après », "Monday after next": a week later than it seems. */
export const AFTER_NEXT = [
	'after next',
	'd apres',
	'suivant',
	'suivante',
	'en huit',
	'ubernachste',
	'ubernachsten',
	'siguiente',
	'successivo',
	'successiva',
];
/** "The following Wednesday": behind a day that was named, so not the nearest. */
export const FOLLOWING = new Set(
	'following folgende folgenden folgender darauffolgenden siguiente successivo successiva daaropvolgende'.split(
		' ',
	),
);
export const IN_FIFTEEN = ['en quinze'];

/** Feast days named by a weekday: no day that this calendar knows. */
export const FEASTS = new Set('paques pentecote easter ascension pascua pasqua pasen after'.split(' '));

export const WEEK_NUMBERS = new Set(
	'semaine semaines sem week weeks wk kw kws kalenderwoche woche semana semanas settimana weken s w'.split(
		' ',
	),
);
export const NUMBER_SIGNS = new Set('n no nr numero num number ° º . s w #'.split(' '));

/** Behind a day number: 1er, 2nd, 8th, 7., 3º. */
export const ORDINAL_ENDS = new Set('er st nd rd th e eme ieme . º ª ° ste de'.split(' '));

/** Before a day number that stands alone: « le 2 », "the 2nd", »am 2.«, "el 2". */
export const ARTICLES = new Set(
	'le the au du am den dem zum vom el del al il l all dal dall op de jour dia day giorno les los'.split(' '),
);

/** Between a weekday and its number. */
export const WEEKDAY_LINKS = new Set(', . ( the le den dem el il de der l'.split(' '));
/** Between a day and its month, a month and its year. */
export const MONTH_LINKS = new Set('of de di d del'.split(' '));

/** Behind a number that is no day: hours, prices, streets, counts. */
export const NO_DAY_AFTER = new Set(
	'h hr hrs heures heure uhr am pm : % € $ £ eur euros bis ter rue avenue boulevard street road place j ans personnes people min minutes'.split(
		' ',
	),
);
