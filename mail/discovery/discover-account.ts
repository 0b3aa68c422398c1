import { ReadableStream } from 'node:stream/web';
import { DISCOVERY_LIMITS } from './discovery.ts';
import type { DiscoveryEvent, DiscoveryLimits, DiscoveryTools } from './discovery.ts';
import { Search } from './search.ts';

/**
 * Looks for the mailbox of an address, by the address alone, and proves what it finds by connecting, without any sign-in
 * (R-25, Z-10, 5.6-21). Each step is told as soon as it is known, each candidate when it is proven or not, and at the end
 * all of them, the best first.
 *
 * A provider's own domain asks nobody. Then the exchangers are asked, before everything else: a domain whose mail arrives at
 * Microsoft or Google must go to their sign-in, whatever a configuration on its web server says. Everything else is asked at
 * once. The whole ends in the limits' time, however silent others are; who stops listening ends it at once.
 */
export function discoverAccount(
	address: string,
	tools: DiscoveryTools,
	limits: Partial<DiscoveryLimits> = {},
): ReadableStream<DiscoveryEvent> {
	const search = new Search(tools, { ...DISCOVERY_LIMITS, ...limits });
	return new ReadableStream<DiscoveryEvent>({
		start(listener) {
			search
				.run(address, (event) => listener.enqueue(event))
				.then(
					() => search.isLeft || listener.close(),
					(error: unknown) => listener.error(error),
				);
		},
		cancel: () => search.leave(),
	});
}
