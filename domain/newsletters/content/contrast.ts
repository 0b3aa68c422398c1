/** How far two colours stand apart, from 1 to 21 (WCAG 2.2, contrast ratio). */
export function contrast(one: string, other: string): number {
	const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
	return (light + 0.05) / (dark + 0.05);
}

/** What a text needs before its background to be read (WCAG 2.2, 1.4.3). */
export const LEAST_CONTRAST = 4.5;

/** The colour, made lighter step by step until it can be read before a dark background. */
export function lightened(colour: string, background: string): string {
	let now = channels(colour);
	for (let step = 0; step < 40 && contrast(hex(now), background) < LEAST_CONTRAST; step++) {
		now = now.map((channel) => Math.min(255, Math.round(channel + (255 - channel) * 0.1 + 1)));
	}
	return hex(now);
}

function luminance(colour: string): number {
	const [red, green, blue] = channels(colour).map((channel) => {
		const share = channel / 255;
		return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
	}) as [number, number, number];
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function channels(colour: string): number[] {
	return [1, 3, 5].map((from) => Number.parseInt(colour.slice(from, from + 2), 16));
}

function hex(parts: readonly number[]): string {
	return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}
