import type { AuthorityAccount, Vendor } from '../account.ts';
import type { Step } from '../sign-in-flow.ts';
import { PAGE_WORDS, VENDOR_NAMES, type PageLanguage, type PageWords } from './page-words.ts';

const STYLE = `
	:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
	body { margin: 0; display: grid; place-items: center; min-height: 100vh; background: Canvas; color: CanvasText; }
	main { width: min(26rem, calc(100vw - 2rem)); padding: 2rem 0; }
	.stand-in { font-size: .875rem; padding: .5rem .75rem; border: 1px dashed; margin: 0 0 1.5rem; }
	h1 { font-size: 1.5rem; margin: 0 0 .25rem; }
	p { margin: .25rem 0 1rem; }
	ul { margin: 0 0 1rem; padding-left: 1.25rem; }
	ul.choice { list-style: none; padding: 0; }
	label { display: block; margin: 0 0 .75rem; }
	input:not([type=checkbox]) { display: block; width: 100%; box-sizing: border-box; font: inherit; padding: .5rem; }
	button { font: inherit; padding: .5rem 1rem; margin: 0 .5rem .5rem 0; cursor: pointer; }
	button.account { display: block; width: 100%; text-align: left; margin: 0 0 .5rem; }
	.error { font-weight: 600; }
	small { display: block; }
`;

/** A step as a page. Every text that came from outside is escaped. */
export function signInPage(
	step: Exclude<Step, { kind: 'back' }>,
	vendor: Vendor,
	language: PageLanguage,
): string {
	const words = PAGE_WORDS[language];
	return page(vendor, language, titleOf(step, words), bodyOf(step, words));
}

/** What is shown where the request itself is wrong: nobody is sent back then (RFC 6749, 4.1.2.1). */
export function wrongRequestPage(code: string, vendor: Vendor, language: PageLanguage): string {
	return page(vendor, language, PAGE_WORDS[language].wrongRequest, `<p>${escaped(code)}</p>`);
}

function page(vendor: Vendor, language: PageLanguage, title: string, body: string): string {
	const name = VENDOR_NAMES[vendor];
	return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} – ${name}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<p class="stand-in">${escaped(PAGE_WORDS[language].standIn(name))}</p>
<h1>${escaped(title)}</h1>
${body}
</main>
</body>
</html>
`;
}

function titleOf(step: Exclude<Step, { kind: 'back' }>, words: PageWords): string {
	switch (step.kind) {
		case 'choose':
			return words.signIn;
		case 'second-factor':
			return words.secondFactor;
		case 'blocked':
			return words.blocked;
		case 'approval':
			return words.approval;
		case 'consent':
			return step.forEverybody === 'always' ? words.consentForAll : words.consent;
	}
}

function bodyOf(step: Exclude<Step, { kind: 'back' }>, words: PageWords): string {
	switch (step.kind) {
		case 'choose':
			return `<p>${words.goesOnTo}</p>
${step.isUnknown ? `<p class="error" role="alert">${words.unknownAccount}</p>` : ''}
<form method="post">
<label>${words.address}<input name="account" type="email" required autocomplete="username" value="${escaped(step.hint)}"></label>
<button name="act" value="choose">${words.next}</button>
</form>
${step.accounts.map((account) => choice(account, words)).join('\n')}
<form method="post"><button name="act" value="decline">${words.decline}</button></form>`;
		case 'second-factor':
			return `<p>${who(step.account)}</p>
<p>${words.secondFactorWhere}</p>
${step.isWrong ? `<p class="error" role="alert">${words.secondFactorWrong}</p>` : ''}
<form method="post">${hidden(step.account)}
<label>${words.code}<input name="second-factor" inputmode="numeric" required autocomplete="one-time-code"></label>
<button name="act" value="choose">${words.next}</button>
</form>`;
		case 'blocked':
			return `<p>${who(step.account)}</p>
<p class="error" role="alert">${words.trouble(step.trouble)}</p>
<form method="post">${hidden(step.account)}<button name="act" value="leave">${words.back}</button></form>`;
		case 'approval':
			return `<p>${who(step.account)}</p>
<p>${words.approvalWhy}</p>
<form method="post">
<label>${words.administratorAccount}<input name="account" type="email" required></label>
<button name="act" value="choose">${words.next}</button>
</form>
<form method="post">${hidden(step.account)}<button name="act" value="leave">${words.backWithout}</button></form>`;
		case 'consent':
			return `<p>${who(step.account)}</p>
<form method="post">${hidden(step.account)}
${step.mayUntick ? tickable(step.scopes, words) : listed(step.scopes, words)}
${step.forEverybody === 'offered' ? forEverybody(words) : ''}
<button name="act" value="consent">${words.accept}</button>
<button name="act" value="decline">${words.decline}</button>
</form>`;
	}
}

const choice = (account: AuthorityAccount, words: PageWords) =>
	`<form method="post">${hidden(account)}<button class="account" name="act" value="choose">${who(account)}${account.isSignedIn ? ` (${words.signedIn})` : ''}</button></form>`;

const who = ({ name, address }: AuthorityAccount) => `${escaped(name)}<small>${escaped(address)}</small>`;

const hidden = ({ address }: AuthorityAccount) =>
	`<input type="hidden" name="account" value="${escaped(address)}">`;

const listed = (scopes: readonly string[], words: PageWords) =>
	`<ul>${scopes.map((scope) => `<li>${escaped(words.scope(scope))}</li>`).join('')}</ul>`;

/** Not ticked beforehand, as Google shows them: who presses on without looking grants nothing. */
const tickable = (scopes: readonly string[], words: PageWords) =>
	`<ul class="choice">${scopes
		.map(
			(scope) =>
				`<li><label><input type="checkbox" name="scope" value="${escaped(scope)}"> ${escaped(words.scope(scope))}</label></li>`,
		)
		.join('')}</ul>`;

const forEverybody = (words: PageWords) =>
	`<label><input type="checkbox" name="everybody" value="yes"> ${words.administratorConsent}<small>${words.administratorConsentMeans}</small></label>`;

function escaped(text: string): string {
	return text.replace(
		/[&<>"']/g,
		(character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[character]!,
	);
}
