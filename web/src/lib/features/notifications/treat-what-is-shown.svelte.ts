import { Visits, type Shown } from './visits.ts';

/** Looking at something treats its notifications. Call it while a page is made. */
export function treatWhatIsShown(shown: () => Shown, visit: (id: string) => Promise<unknown>): void {
	const visits = new Visits();
	$effect(() => {
		const now = shown();
		// A notification stays coloured where its visit did not arrive; the next one treats it.
		if (visits.isVisit(now)) void visit(now.id!).catch(() => undefined);
	});
}
