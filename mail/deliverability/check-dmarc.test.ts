import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LONGEST_WAIT } from '#tests/environment/patience.ts';
import { checkDmarc } from './check-dmarc.ts';
import type { RecordState } from './checked-record.ts';
import type { DmarcPolicy } from './dmarc-record.ts';
import { limitNames } from './limited-names.ts';
import { codesOf } from './sending-world.test-support.ts';
import { startZoneServer } from './zone-server.test-support.ts';
import type { Zone, ZoneServer } from './zone-server.test-support.ts';

let server: ZoneServer;
beforeAll(async () => {
	server = await startZoneServer({});
});
afterAll(() => server.close());

const REPORTS = 'dmarc@cadrelune.example';
const OWN = '_dmarc.cadrelune.example';

async function check(zone: Zone, domain = 'cadrelune.example', reportsTo: string | undefined = REPORTS) {
	server.publish(zone);
	const names = limitNames(server.names, 50, AbortSignal.timeout(LONGEST_WAIT));
	return checkDmarc(domain, names, reportsTo);
}

/** Records as companies of all kinds publish them. */
const PUBLISHED: readonly {
	what: string;
	text: readonly string[];
	state: RecordState;
	codes: readonly string[];
	policy: DmarcPolicy | undefined;
	publish?: string;
	zone?: Zone;
}[] = [
	{
		what: 'the least that receivers ask for',
		text: [`v=DMARC1; p=none; rua=mailto:${REPORTS}`],
		state: 'right',
		codes: ['dmarc-policy none'],
		policy: 'none',
	},
	{
		what: 'the least, without reports',
		text: ['v=DMARC1;p=none'],
		state: 'right',
		codes: ['dmarc-policy none', 'dmarc-no-reports'],
		policy: 'none',
	},
	{
		what: 'a strict one with everything in it',
		text: [
			`v=DMARC1; p=reject; sp=quarantine; pct=100; adkim=s; aspf=s; fo=1; ri=86400; rua=mailto:${REPORTS}!10m; ruf=mailto:${REPORTS};`,
		],
		state: 'right',
		codes: ['dmarc-policy reject', 'dmarc-strict'],
		policy: 'reject',
	},
	{
		what: 'on its way: a quarter of the mails',
		text: [`v=DMARC1; p=quarantine; pct=25; rua=mailto:${REPORTS}`],
		state: 'right',
		codes: ['dmarc-policy quarantine', 'dmarc-partial'],
		policy: 'quarantine',
	},
	{
		what: 'blanks and upper case where they may stand',
		text: [`  V = DMARC1 ;P= NONE ; RUA = mailto:${REPORTS} ; `],
		state: 'right',
		codes: ['dmarc-policy none'],
		policy: 'none',
	},
	{
		what: 'reports to a service that takes them',
		text: ['v=DMARC1; p=none; rua=mailto:cadrelune@rapports.example'],
		zone: { 'cadrelune.example._report._dmarc.rapports.example TXT': ['v=DMARC1;'] },
		state: 'right',
		codes: ['dmarc-policy none'],
		policy: 'none',
	},
	{
		what: 'reports to a service that takes everybody’s',
		text: ['v=DMARC1; p=none; rua=mailto:cadrelune@rapports.example'],
		zone: { '*._report._dmarc.rapports.example TXT': ['v=DMARC1'] },
		state: 'right',
		codes: ['dmarc-policy none'],
		policy: 'none',
	},
	{
		what: 'reports to somebody who does not take them',
		text: ['v=DMARC1; p=none; rua=mailto:moi@ailleurs.example'],
		state: 'right',
		codes: ['dmarc-policy none', 'dmarc-reports-refused ailleurs.example'],
		policy: 'none',
	},
	{
		what: 'reports to a mailbox that is no URI',
		text: [`v=DMARC1; p=none; rua=${REPORTS}`],
		state: 'right',
		codes: ['dmarc-policy none', 'dmarc-reports-malformed', 'dmarc-no-reports'],
		policy: 'none',
	},
	{
		what: 'among other texts at the same name',
		text: ['verification=abc', `v=DMARC1; p=none; rua=mailto:${REPORTS}`],
		state: 'right',
		codes: ['dmarc-policy none'],
		policy: 'none',
	},
	{
		what: 'a piece that is no tag, which is passed over',
		text: [`v=DMARC1; p=none; yes please; rua=mailto:${REPORTS}`],
		state: 'right',
		codes: ['dmarc-policy none'],
		policy: 'none',
	},
	{
		what: 'no policy, and reports are asked for: it counts as none',
		text: [`v=DMARC1; rua=mailto:${REPORTS}`],
		state: 'right',
		codes: ['dmarc-policy none'],
		policy: 'none',
	},
	{
		what: 'none',
		text: [],
		state: 'to-publish',
		codes: [`dmarc-missing ${OWN}`],
		policy: undefined,
		publish: `v=DMARC1; p=none; rua=mailto:${REPORTS}`,
	},
	{
		what: 'another text where it should stand, as a wildcard answers',
		text: ['v=spf1 -all'],
		state: 'to-publish',
		codes: [`dmarc-missing ${OWN}`],
		policy: undefined,
		publish: `v=DMARC1; p=none; rua=mailto:${REPORTS}`,
	},
	{
		what: 'no policy at all',
		text: ['v=DMARC1;'],
		state: 'wrong',
		codes: [`dmarc-invalid ${OWN}`],
		policy: undefined,
		publish: `v=DMARC1; p=none; rua=mailto:${REPORTS}`,
	},
	{
		what: 'a policy that is none',
		text: ['v=DMARC1; p=monitor'],
		state: 'wrong',
		codes: [`dmarc-invalid ${OWN}`],
		policy: undefined,
		publish: `v=DMARC1; p=none; rua=mailto:${REPORTS}`,
	},
	{
		what: 'two records',
		text: ['v=DMARC1; p=none', 'v=DMARC1; p=reject'],
		state: 'wrong',
		codes: [`dmarc-several ${OWN}`],
		policy: undefined,
		publish: 'v=DMARC1; p=none',
	},
	{
		what: 'two records, of which one holds what nobody can copy',
		text: ['v=DMARC1; p=reject; n=\u0007', 'v=DMARC1; p=quarantine'],
		state: 'wrong',
		codes: [`dmarc-several ${OWN}`],
		policy: undefined,
		publish: 'v=DMARC1; p=quarantine',
	},
	{
		what: 'quotes that a host of zones kept',
		text: ['"v=DMARC1; p=none"'],
		state: 'wrong',
		codes: [`dmarc-look-alike ${OWN}`],
		policy: undefined,
		publish: `v=DMARC1; p=none; rua=mailto:${REPORTS}`,
	},
	{
		what: 'semicolons that a host of zones has escaped',
		text: ['v=DMARC1\\; p=none'],
		state: 'wrong',
		codes: [`dmarc-look-alike ${OWN}`],
		policy: undefined,
		publish: `v=DMARC1; p=none; rua=mailto:${REPORTS}`,
	},
	{
		what: 'small letters',
		text: ['v=dmarc1; p=none'],
		state: 'wrong',
		codes: [`dmarc-look-alike ${OWN}`],
		policy: undefined,
		publish: `v=DMARC1; p=none; rua=mailto:${REPORTS}`,
	},
	{
		what: 'the policy before the version',
		text: ['p=none; v=DMARC1'],
		state: 'wrong',
		codes: [`dmarc-look-alike ${OWN}`],
		policy: undefined,
		publish: `v=DMARC1; p=none; rua=mailto:${REPORTS}`,
	},
	{
		what: 'no sign between version and policy',
		text: ['v=DMARC1 p=none'],
		state: 'wrong',
		codes: [`dmarc-look-alike ${OWN}`],
		policy: undefined,
		publish: `v=DMARC1; p=none; rua=mailto:${REPORTS}`,
	},
];

describe('records as they are published', () => {
	it.each(PUBLISHED)('$what', async ({ text, zone, state, codes, policy, publish }) => {
		const checked = await check({ [`${OWN} TXT`]: text, 'cadrelune.example A': ['192.0.2.1'], ...zone });
		expect(codesOf(checked.record)).toEqual(codes);
		expect(checked.record.state).toBe(state);
		expect(checked.policy).toBe(policy);
		const [proposed, ...others] = checked.record.publish;
		expect(others).toEqual([]);
		expect(proposed?.value).toBe(publish);
		if (proposed) expect(proposed).toMatchObject({ type: 'TXT', name: OWN });
	});

	it('reads through an alias, as hosts of mailboxes publish them', async () => {
		const { policy } = await check({
			[`${OWN} CNAME`]: ['dmarc.hebergeur.example'],
			'dmarc.hebergeur.example TXT': ['v=DMARC1; p=none;'],
		});
		expect(policy).toBe('none');
	});

	it('asks for no reports where there is no mailbox for them', async () => {
		server.publish({});
		const names = limitNames(server.names, 50, AbortSignal.timeout(LONGEST_WAIT));
		const { record } = await checkDmarc('cadrelune.example', names, undefined);
		expect(record.publish[0]?.value).toBe('v=DMARC1; p=none');
	});
});

describe('a subdomain', () => {
	const NEWS = 'news.cadrelune.example';

	it('has the policy of its organisation, that for subdomains first', async () => {
		const checked = await check(
			{ [`${OWN} TXT`]: [`v=DMARC1; p=reject; sp=none; rua=mailto:${REPORTS}`] },
			NEWS,
		);
		expect(checked.policy).toBe('none');
		expect(codesOf(checked.record)).toEqual(['dmarc-policy none', 'dmarc-inherited cadrelune.example']);
	});

	it('has the policy of its organisation where none is for subdomains', async () => {
		const checked = await check({ [`${OWN} TXT`]: ['v=DMARC1; p=reject'] }, `a.b.c.${NEWS}`);
		expect(checked.policy).toBe('reject');
	});

	it('has its own record before that of its organisation, whose policy for subdomains is not asked', async () => {
		const checked = await check(
			{
				[`_dmarc.${NEWS} TXT`]: [`v=DMARC1; p=quarantine; sp=none; rua=mailto:${REPORTS}`],
				[`${OWN} TXT`]: ['v=DMARC1; p=reject; sp=reject'],
			},
			NEWS,
		);
		expect(checked.policy).toBe('quarantine');
	});

	it('gets a record of its own where there is none above', async () => {
		const { record } = await check({}, NEWS);
		expect(record.publish).toMatchObject([{ name: `_dmarc.${NEWS}` }]);
	});

	it('is told of two records of its organisation', async () => {
		const { record } = await check({ [`${OWN} TXT`]: ['v=DMARC1; p=none', 'v=DMARC1; p=none'] }, NEWS);
		expect(record).toMatchObject({ state: 'wrong', publish: [{ name: OWN }] });
	});

	it('is unread where its organisation is silent', async () => {
		const checked = await check({ [`${OWN} TXT`]: 'silent' }, NEWS);
		expect(checked).toMatchObject({ isRead: false, record: { state: 'unread' } });
	});
});

it('is unread where nobody answers', async () => {
	const checked = await check({ [`${OWN} TXT`]: 'broken' });
	expect(checked).toMatchObject({
		isRead: false,
		policy: undefined,
		record: { state: 'unread', publish: [] },
	});
});

it('does not call reports refused where nobody answers', async () => {
	const { record } = await check({
		[`${OWN} TXT`]: ['v=DMARC1; p=none; rua=mailto:moi@ailleurs.example'],
		'cadrelune.example._report._dmarc.ailleurs.example TXT': 'silent',
	});
	expect(codesOf(record)).toEqual(['dmarc-policy none']);
});
