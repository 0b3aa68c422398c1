import type { Product } from '../product.ts';
import { issueToSend } from './issue-to-send.ts';
import type { NewsletterSide } from './sides.ts';

/** An issue of the product: places that are armed and settled in windows, each with what it may not pass. */
export function productSide(product: Product): NewsletterSide {
	return async (relay, size) => {
		const issue = await issueToSend(product, relay, size);
		await issue.prepare();
		return () => issue.send();
	};
}
