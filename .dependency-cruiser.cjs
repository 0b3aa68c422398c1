/**
 * The rooms and their arrows, as docs/design/rooms.md draws them. A room may import itself, what is named here, and
 * packages; tests beside the code may also use tests/environment.
 */
const rooms = {
	// Of providers only the addresses of their pages, which ask nobody anything.
	web: [
		'domain',
		'workflows/contracts',
		'texts',
		'platform',
		'prisma/generated',
		'providers/sign-in/open-pages.ts',
		'providers/sign-in/sign-in-pages.ts',
		'providers/sign-in/sign-in-answer.ts',
		'providers/relay-events',
	],
	worker: ['workflows', 'activities', 'domain', 'mail', 'providers', 'texts', 'platform'],
	// By type only: see workflows-only-types-of-activities.
	workflows: ['activities'],
	activities: ['domain', 'workflows/contracts', 'mail', 'providers', 'texts', 'platform', 'prisma/generated'],
	// Of mail and texts by type only: see domain-only-types-of-mail-and-texts.
	domain: ['workflows/contracts', 'platform', 'prisma/generated', 'mail', 'texts'],
	mail: ['platform/addresses', 'platform/network'],
	// Of mail by type only: see providers-only-types-of-mail.
	providers: ['platform/network', 'mail'],
	texts: [],
	// Of texts only which languages there are: a session keeps its person's.
	platform: ['prisma/generated', 'prisma/auth/generated', 'texts/language.ts'],
	embedded: [
		'worker',
		'workflows',
		'activities',
		'domain',
		'mail',
		'providers',
		'texts',
		'platform',
		'prisma',
	],
};

/** The seed speaks through the services, so that the demonstration world is lived in, not painted on. */
const prismaMayImport = ['domain', 'platform', 'texts', 'workflows/contracts'];

/**
 * The floors of domain/, from the ground up: what stands on a floor may import itself and the floors below. A folder in
 * a folder (`timeline/show`) may stand on a floor of its own.
 */
const domainFloors = [
	['tracking/filters'],
	['outbox', 'pace', 'runs', 'sends', 'timeline/record'],
	['values', 'clock', 'tracking/tickets'],
	['closed-days', 'doubt', 'gates', 'pace/recurrence', 'persons', 'privacy'],
	[
		'accounts',
		'commands',
		'holds',
		'notifications',
		'routines',
		'senders',
		'writing',
		'suppressions/ask',
		'conversations',
	],
	['newsletters/content', 'notes', 'platform-mails', 'refusals', 'sending-domains', 'tags', 'tracking'],
	['relances'],
	['automations'],
	['engagements/end', 'engagements/show'],
	['automations/undo', 'engagements/look', 'companies', 'mailboxes', 'sequences', 'timeline/show', 'today'],
	[
		'connections',
		'engagements/engage',
		'from-addresses',
		'mails',
		'mailboxes/show',
		'newsletters/issues',
		'newsletters/subscribers',
	],
	['automations/carry-out', 'engagements/outcomes', 'newsletters/issues/results', 'suppressions'],
	['contacts', 'engagements/acts', 'engagements/verdicts', 'tracking/acts'],
	['halts', 'newsletters', 'restores'],
	['behind-mails', 'inbound', 'support', 'demonstration'],
];

const anyRoom = `^(${[...Object.keys(rooms), 'prisma', 'tests'].join('|')})/`;

const isTest = '(\\.test\\.ts$|\\.test-support\\.ts$)';

function arrows(room, allowed) {
	const reachable = [room, ...allowed].map((path) => `^${path}${path.endsWith('.ts') ? '$' : '/'}`).join('|');
	return {
		name: `${room}-arrows`,
		comment: `${room}/ may import ${allowed.join(', ') || 'nothing but itself'}.`,
		severity: 'error',
		from: { path: `^${room}/`, pathNot: isTest },
		to: { path: anyRoom, pathNot: reachable },
	};
}

const inDomain = (folders) => `^domain/(${folders.join('|')})/`;

/** The rule of one folder: also what stands above it inside a folder that it may import is none of its own. */
function floorOf(folder, below) {
	const allowed = [...below, folder];
	const nested = allFolders.filter(
		(other) => !allowed.includes(other) && allowed.some((one) => other.startsWith(`${one}/`)),
	);
	const inside = nested.filter((other) => other.startsWith(`${folder}/`));
	const beyond = `^domain/(?!(${allowed.join('|')})/)`;
	return {
		name: `domain-floor-${folder.replaceAll('/', '-')}`,
		comment: `domain/${folder}/ may import itself and the floors below it.`,
		severity: 'error',
		from: {
			path: inDomain([folder]),
			pathNot: inside.length > 0 ? `${isTest}|${inDomain(inside)}` : isTest,
		},
		to: { path: nested.length > 0 ? `${beyond}|${inDomain(nested)}` : beyond },
	};
}

const allFolders = domainFloors.flat();
const domainRules = domainFloors.flatMap((floor, index) =>
	floor.map((folder) => floorOf(folder, domainFloors.slice(0, index).flat())),
);

module.exports = {
	forbidden: [
		...Object.entries(rooms).map(([room, allowed]) => arrows(room, allowed)),
		arrows('prisma', prismaMayImport),
		...domainRules,
		{
			name: 'domain-folder-without-a-floor',
			comment: 'A new folder of domain/ takes its floor in domainFloors.',
			severity: 'error',
			from: { path: '^domain/', pathNot: `${isTest}|${inDomain(allFolders)}` },
			to: {},
		},
		{
			name: 'workflows-only-types-of-activities',
			comment: 'Workflow code runs in a sandbox: the work of activities is known to it by type only.',
			severity: 'error',
			from: { path: '^workflows/' },
			to: { path: '^activities/', dependencyTypesNot: ['type-only'] },
		},
		{
			name: 'domain-only-types-of-mail-and-texts',
			comment: 'What the mail engine found and what a sentence needs are known to services by type only.',
			severity: 'error',
			from: { path: '^domain/', pathNot: isTest },
			to: { path: '^(mail|texts)/', dependencyTypesNot: ['type-only'] },
		},
		{
			name: 'providers-only-types-of-mail',
			comment: 'How a delivery ends is said in the words of the mail engine, whichever way the mail took.',
			severity: 'error',
			from: { path: '^providers/', pathNot: isTest },
			to: { path: '^mail/', dependencyTypesNot: ['type-only'] },
		},
		{
			name: 'workflows-are-bare',
			comment: 'No Node built-ins, zod or Prisma in the bundle: they break it, or its memory.',
			severity: 'error',
			from: { path: '^workflows/', pathNot: isTest },
			to: { path: '^(zod|@prisma/|pg)|node_modules/(zod|@prisma|pg)/|prisma/generated' },
		},
		{
			name: 'workflows-without-node',
			severity: 'error',
			from: { path: '^workflows/', pathNot: isTest },
			to: { dependencyTypes: ['core'] },
		},
		{
			name: 'domain-knows-no-engine',
			comment: 'Services speak to the database; Temporal is reached through the outbox.',
			severity: 'error',
			from: { path: '^domain/', pathNot: isTest },
			to: { path: 'node_modules/@temporalio/' },
		},
		{
			name: 'web-knows-no-worker',
			comment: 'Only the client of Temporal may be bundled into the web app.',
			severity: 'error',
			from: { path: '^web/' },
			to: { path: 'node_modules/@temporalio/(worker|workflow|activity|core-bridge)/' },
		},
		{
			name: 'no-circles',
			severity: 'error',
			from: {},
			to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
		},
		{
			name: 'nothing-unresolved',
			severity: 'error',
			// SvelteKit makes $app/* and ./$types; build/ appears after the build.
			from: { pathNot: isTest },
			to: { couldNotResolve: true, pathNot: '^(\\$app|\\$env|\\./\\$types|@lucide/)' },
		},
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		exclude: { path: '(^|/)(build|\\.data|\\.svelte-kit|test-results)/' },
		tsPreCompilationDeps: true,
		tsConfig: { fileName: 'tsconfig.json' },
		enhancedResolveOptions: {
			exportsFields: ['exports'],
			conditionNames: ['import', 'node', 'svelte', 'types', 'default'],
			extensions: ['.ts', '.mjs', '.js', '.svelte', '.json'],
		},
	},
};
