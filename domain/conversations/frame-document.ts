/** How a mail looks that says nothing about its looks. */
export const MAIL_STYLE =
	'body{margin:0;padding:12px;font:14px/1.5 Inter,system-ui,sans-serif;color:#1f1d1a;background:#fff;overflow-wrap:anywhere}p{margin:0 0 10px}img{max-width:100%;height:auto}img:not([src]){display:none}blockquote{margin:8px 0;padding-left:10px;border-left:2px solid #d9d6cf;color:#5f5c55}';

/**
 * The document of a sandboxed frame for HTML from outside. What was stored is sanitised; this policy inside the frame
 * stands behind it: no script, nothing from elsewhere but, where the reader asked for them, pictures.
 */
export function frameDocument(html: string, { remoteImages }: { remoteImages: boolean }): string {
	const images = remoteImages ? 'data: https:' : 'data:';
	const body = remoteImages
		? html.replace(/<img([^>]*?) data-src="(https:[^"]*)"/g, '<img$1 src="$2"')
		: html;
	return `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src ${images}; style-src 'unsafe-inline'"><meta name="referrer" content="no-referrer"><base target="_blank"><style>${MAIL_STYLE}</style></head><body>${body}</body></html>`;
}

/** How many pictures from elsewhere wait for the reader's permission. */
export function remoteImagesIn(html: string): number {
	return html.match(/<img[^>]* data-src="https?:/g)?.length ?? 0;
}
