/**
 * Milliseconds of processor time that some work of this process takes: how much work it is, whatever else the machine has to
 * do. Shows that hostile input costs no more than its length.
 */
export async function processorTime(work: () => unknown): Promise<number> {
	const before = process.cpuUsage();
	await work();
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1_000;
}

const YARDSTICK = 'Aa. Bb! '.repeat(125_000);
/** Milliseconds that the yardstick takes where the limits of the tests were set. */
const USUAL = 25;

/** How many times slower this machine computes at the moment than the one on which the limits were set; at least 1. */
export async function slowness(): Promise<number> {
	const measured = () => processorTime(() => YARDSTICK.replace(/([a-z])\. ([A-Z])/g, '$2$1').length);
	return Math.max(1, Math.min(await measured(), await measured()) / USUAL);
}
