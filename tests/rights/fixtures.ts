/** One fixture a procedure: who may call it, with what, and whether that names a row of the subscription. */
import { accounts } from './fixtures/accounts.ts';
import { clock } from './fixtures/clock.ts';
import { companies } from './fixtures/companies.ts';
import { connections } from './fixtures/connections.ts';
import { contacts } from './fixtures/contacts.ts';
import { conversations } from './fixtures/conversations.ts';
import { deliverability } from './fixtures/deliverability.ts';
import { engagements } from './fixtures/engagements.ts';
import { frame } from './fixtures/frame.ts';
import { fromAddresses } from './fixtures/from-addresses.ts';
import { grants } from './fixtures/grants.ts';
import { live } from './fixtures/live.ts';
import { mailboxes } from './fixtures/mailboxes.ts';
import { newsletters } from './fixtures/newsletters.ts';
import { notes } from './fixtures/notes.ts';
import { notifications } from './fixtures/notifications.ts';
import { profile } from './fixtures/profile.ts';
import { relances } from './fixtures/relances.ts';
import { routines } from './fixtures/routines.ts';
import { search } from './fixtures/search.ts';
import { sequences } from './fixtures/sequences.ts';
import { settings } from './fixtures/settings.ts';
import { support } from './fixtures/support.ts';
import { suppressions } from './fixtures/suppressions.ts';
import { tags } from './fixtures/tags.ts';
import { team } from './fixtures/team.ts';
import { timeline } from './fixtures/timeline.ts';
import { today } from './fixtures/today.ts';
import { world } from './fixtures/world.ts';
import type { Fixture, Fixtures, ProcedurePath } from './procedures.ts';

const FIXTURES: Fixtures = {
	...accounts,
	...clock,
	...companies,
	...connections,
	...contacts,
	...conversations,
	...deliverability,
	...engagements,
	...frame,
	...fromAddresses,
	...grants,
	...live,
	...mailboxes,
	...newsletters,
	...notes,
	...notifications,
	...profile,
	...relances,
	...routines,
	...search,
	...sequences,
	...settings,
	...support,
	...suppressions,
	...tags,
	...team,
	...timeline,
	...today,
	...world,
};

/** Fixtures with their paths, their inputs no longer told apart. */
export function eachFixture(): [ProcedurePath, Fixture][] {
	return Object.entries(FIXTURES) as unknown as [ProcedurePath, Fixture][];
}
