import { router } from '../builders.ts';
import { listDomains } from './list-domains.ts';
import { proveSenders } from './prove-senders.ts';
import { publishInWorld } from './publish-in-world.ts';
import { readAgain } from './read-again.ts';
import { visitDomains } from './visit-domains.ts';

export const deliverabilityRouter = router({
	listDomains,
	proveSenders,
	publishInWorld,
	readAgain,
	visitDomains,
});
