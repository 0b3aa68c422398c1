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
