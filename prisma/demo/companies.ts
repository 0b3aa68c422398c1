import type { DemoRoutineKey } from './routines.ts';

export type DemoTag = 'suspect' | 'prospect' | 'client' | 'off-target';

/** A company of docs/demonstration-world/companies.md, in the subscription of Cadrelune. */
export interface DemoCompany {
	readonly key: DemoCompanyKey;
	readonly name: string;
	/** Nine digits that begin with 000: never issued, and the checksum holds. */
	readonly siren: string | null;
	readonly activity: string;
	readonly nafCode: string | null;
	readonly postalCode: string | null;
	readonly city: string;
	readonly country: 'FR' | 'GB';
	/** Where it is not the subscription's own. */
	readonly timeZone?: string;
	readonly headcount: string;
	/** The first one carries the general address `contact@`. */
	readonly domains: readonly [string, ...string[]];
	readonly phone: string;
	readonly tags: readonly {
		readonly routine: DemoRoutineKey;
		readonly tag: DemoTag;
		readonly isFormerCustomer?: boolean;
	}[];
	readonly sites: readonly {
		readonly siret: string;
		readonly name: string;
		readonly headOffice: boolean;
		readonly postalCode: string;
		readonly city: string;
	}[];
}

export type DemoCompanyKey =
	| 'brumevent'
	| 'calquemain'
	| 'vertanse'
	| 'boisnoue'
	| 'nacrefort'
	| 'roncelaine'
	| 'ardelouse'
	| 'marevane'
	| 'pelissandre'
	| 'tramoigne'
	| 'solombre'
	| 'auberlac'
	| 'wexholm';

export const DEMO_COMPANIES: readonly DemoCompany[] = [
	{
		key: 'brumevent',
		name: 'Brumevent Équipements',
		siren: '000100198',
		activity: 'Matériel de levage et de manutention',
		nafCode: '28.22Z',
		postalCode: '76600',
		city: 'Le Havre',
		country: 'FR',
		headcount: '100–199',
		domains: ['brumevent.example'],
		phone: '02 61 91 40 20',
		tags: [{ routine: 'R1', tag: 'suspect' }],
		sites: [],
	},
	{
		key: 'calquemain',
		name: 'Fonderies Calquemain',
		siren: '000100263',
		activity: 'Fonderie de fonte',
		nafCode: '24.51Z',
		postalCode: '08000',
		city: 'Charleville-Mézières',
		country: 'FR',
		headcount: '50–99',
		domains: ['calquemain.example'],
		phone: '03 53 01 40 30',
		tags: [{ routine: 'R1', tag: 'suspect' }],
		sites: [],
	},
	{
		key: 'vertanse',
		name: 'Laiterie Vertanse',
		siren: '000100339',
		activity: 'Fabrication de fromage',
		nafCode: '10.51C',
		postalCode: '15000',
		city: 'Aurillac',
		country: 'FR',
		headcount: '100–199',
		domains: ['vertanse.example', 'vertanse-technique.example'],
		phone: '04 65 71 40 40',
		tags: [
			{ routine: 'R1', tag: 'suspect' },
			{ routine: 'R2', tag: 'prospect' },
		],
		sites: [
			{ siret: '00010033900019', name: 'Aurillac', headOffice: true, postalCode: '15000', city: 'Aurillac' },
			{
				siret: '00010033900027',
				name: 'Saint-Flour',
				headOffice: false,
				postalCode: '15100',
				city: 'Saint-Flour',
			},
		],
	},
	{
		key: 'boisnoue',
		name: 'Menuiseries Boisnoué',
		siren: '000100404',
		activity: 'Charpentes et menuiseries',
		nafCode: '16.23Z',
		postalCode: '49300',
		city: 'Cholet',
		country: 'FR',
		headcount: '20–49',
		domains: ['boisnoue.example'],
		phone: '02 61 91 40 50',
		tags: [{ routine: 'R1', tag: 'suspect' }],
		sites: [],
	},
	{
		key: 'nacrefort',
		name: 'Plasturgie Nacrefort',
		siren: '000100479',
		activity: 'Pièces techniques en matières plastiques',
		nafCode: '22.29A',
		postalCode: '01100',
		city: 'Oyonnax',
		country: 'FR',
		headcount: '50–99',
		domains: ['nacrefort.example'],
		phone: '04 65 71 40 60',
		tags: [{ routine: 'R1', tag: 'prospect' }],
		sites: [],
	},
	{
		key: 'roncelaine',
		name: 'Tissages Roncelaine',
		siren: '000100545',
		activity: 'Tissage',
		nafCode: '13.20Z',
		postalCode: '42300',
		city: 'Roanne',
		country: 'FR',
		headcount: '20–49',
		domains: ['roncelaine.example'],
		phone: '04 65 71 40 70',
		tags: [{ routine: 'R1', tag: 'suspect' }],
		sites: [],
	},
	{
		key: 'ardelouse',
		name: 'Mécanique Ardelouse',
		siren: '000100610',
		activity: 'Mécanique industrielle',
		nafCode: '25.62B',
		postalCode: '44600',
		city: 'Saint-Nazaire',
		country: 'FR',
		headcount: '100–199',
		domains: ['ardelouse.example'],
		phone: '02 61 91 40 80',
		tags: [{ routine: 'R1', tag: 'prospect' }],
		sites: [
			{
				siret: '00010061000013',
				name: 'Saint-Nazaire',
				headOffice: true,
				postalCode: '44600',
				city: 'Saint-Nazaire',
			},
			{
				siret: '00010061000021',
				name: 'Montoir-de-Bretagne',
				headOffice: false,
				postalCode: '44550',
				city: 'Montoir-de-Bretagne',
			},
			{ siret: '00010061000039', name: 'Lorient', headOffice: false, postalCode: '56100', city: 'Lorient' },
		],
	},
	{
		key: 'marevane',
		name: 'Conserverie Marévane',
		siren: '000100685',
		activity: 'Conservation de poisson',
		nafCode: '10.20Z',
		postalCode: '29900',
		city: 'Concarneau',
		country: 'FR',
		headcount: '100–199',
		domains: ['marevane.example'],
		phone: '02 61 91 40 90',
		tags: [
			{ routine: 'R1', tag: 'suspect' },
			{ routine: 'R2', tag: 'suspect' },
		],
		sites: [],
	},
	{
		key: 'pelissandre',
		name: 'Cartonnages Pélissandre',
		siren: '000100750',
		activity: 'Carton ondulé',
		nafCode: '17.21A',
		postalCode: '16000',
		city: 'Angoulême',
		country: 'FR',
		headcount: '100–199',
		domains: ['pelissandre.example'],
		phone: '05 36 49 41 00',
		tags: [
			{ routine: 'R1', tag: 'client' },
			{ routine: 'R3', tag: 'client' },
		],
		sites: [],
	},
	{
		key: 'tramoigne',
		name: 'Groupe Tramoigne',
		siren: '000100826',
		activity: 'Ingénierie, études techniques',
		nafCode: '71.12B',
		postalCode: '69100',
		city: 'Villeurbanne',
		country: 'FR',
		headcount: '250–499',
		domains: ['tramoigne.example'],
		phone: '04 65 71 41 10',
		tags: [{ routine: 'R1', tag: 'suspect' }],
		sites: [
			{
				siret: '00010082600015',
				name: 'Villeurbanne',
				headOffice: true,
				postalCode: '69100',
				city: 'Villeurbanne',
			},
			{ siret: '00010082600023', name: 'Grenoble', headOffice: false, postalCode: '38000', city: 'Grenoble' },
		],
	},
	{
		key: 'solombre',
		name: 'Verrerie Solombre',
		siren: '000100891',
		activity: 'Verre creux',
		nafCode: '23.13Z',
		postalCode: '81000',
		city: 'Albi',
		country: 'FR',
		headcount: '50–99',
		domains: ['solombre.example'],
		phone: '05 36 49 41 20',
		tags: [{ routine: 'R1', tag: 'off-target' }],
		sites: [],
	},
	{
		key: 'auberlac',
		name: 'Biscuiterie Auberlac',
		siren: '000100966',
		activity: 'Biscuits et pâtisseries de conservation',
		nafCode: '10.72Z',
		postalCode: '19100',
		city: 'Brive-la-Gaillarde',
		country: 'FR',
		headcount: '20–49',
		domains: ['auberlac.example'],
		phone: '05 36 49 41 30',
		tags: [{ routine: 'R1', tag: 'suspect', isFormerCustomer: true }],
		sites: [],
	},
	{
		key: 'wexholm',
		name: 'Wexholm Tooling',
		siren: null,
		activity: 'Machine tools',
		nafCode: null,
		postalCode: null,
		city: 'London',
		country: 'GB',
		timeZone: 'Europe/London',
		headcount: '50–99',
		domains: ['wexholm.example'],
		phone: '+44 20 7946 0140',
		tags: [{ routine: 'R1', tag: 'suspect' }],
		sites: [],
	},
];

/** The company under its key. */
export function demoCompany(key: DemoCompanyKey): DemoCompany {
	return DEMO_COMPANIES.find((company) => company.key === key)!;
}
