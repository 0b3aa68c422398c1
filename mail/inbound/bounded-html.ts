const CHARACTERS_AT_MOST = 512 * 1024;
const TAGS_AT_MOST = 10_000;

/**
 * HTML cut to a size that every library handles in time: readers of nested tags are quadratic (100,000 nested divs take 5 s,
 * 10,000 take 60 ms). What a person writes is far below.
 */
export function boundedHtml(html: string): string {
	const cut = html.slice(0, CHARACTERS_AT_MOST);
	let at = -1;
	for (let tags = 0; tags <= TAGS_AT_MOST; tags++) {
		at = cut.indexOf('<', at + 1);
		if (at < 0) return cut;
	}
	return cut.slice(0, at);
}
