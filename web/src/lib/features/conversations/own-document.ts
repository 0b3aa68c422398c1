import { MAIL_STYLE } from '#domain/conversations/frame-document.ts';

/** The document of a frame for a mail of ours before it leaves: body, signature, objection line, as the person reads them. */
export function ownDocument(mail: {
	bodyHtml: string;
	signatureHtml: string;
	objectionLine: { words: string; url: string } | undefined;
}): string {
	const line = mail.objectionLine ? `<p class="line">${mail.objectionLine.words} <u>…</u></p>` : '';
	const body = `${mail.bodyHtml}${mail.signatureHtml}${line}`;
	return `<!doctype html><html><head><meta charset="utf-8"><base target="_blank"><style>${MAIL_STYLE}.line{color:#5f5c55;font-size:12px}</style></head><body>${body}</body></html>`;
}
