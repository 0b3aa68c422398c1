import type { AuthorityAccount, Trouble, Vendor } from './account.ts';
import type { AuthorityStore } from './authority-store.ts';
import type { Grants } from './grants.ts';
import { resourceScopes } from './scopes.ts';
import { refusedByAdministrator } from './vendors/microsoft.ts';
import type { VendorWords } from './vendors/vendor-words.ts';

/** What an application asked of a page, once its registration is known. */
export interface Asked {
	readonly vendor: Vendor;
	/** A person's own consent, or an administrator's for the organisation. */
	readonly consentOf: 'person' | 'administrator';
	readonly scopes: readonly string[];
	readonly loginHint: string;
	readonly prompt: string;
	readonly redirectUri: string;
	readonly state: string;
	readonly challenge: string;
	/** The tenant of the address: an id, a domain, `common`, `organizations`. Empty at Google. */
	readonly tenant: string;
}

/** What the person did on the page before. */
export interface Done {
	readonly act: 'begin' | 'choose' | 'consent' | 'decline' | 'leave';
	/** Undefined: nobody was chosen yet. */
	readonly account: string | undefined;
	readonly secondFactor: string;
	/** Ticked scopes. */
	readonly ticked: readonly string[];
	readonly forEverybody: boolean;
}

/** The page that comes next, or the way back. */
export type Step =
	| {
			readonly kind: 'choose';
			readonly hint: string;
			readonly isUnknown: boolean;
			readonly accounts: readonly AuthorityAccount[];
	  }
	| { readonly kind: 'second-factor'; readonly account: AuthorityAccount; readonly isWrong: boolean }
	| { readonly kind: 'blocked'; readonly account: AuthorityAccount; readonly trouble: Trouble }
	| { readonly kind: 'approval'; readonly account: AuthorityAccount }
	| {
			readonly kind: 'consent';
			readonly account: AuthorityAccount;
			readonly scopes: readonly string[];
			/** A person may leave some out. */
			readonly mayUntick: boolean;
			readonly forEverybody: 'no' | 'offered' | 'always';
	  }
	| { readonly kind: 'back'; readonly query: Readonly<Record<string, string>> };

const ANY_TENANT = new Set(['', 'common', 'organizations', 'consumers']);

/** Decides what a person sees next, as both providers do it. */
export function nextStep(
	asked: Asked,
	done: Done,
	{ store, grants, words }: { store: AuthorityStore; grants: Grants; words: VendorWords },
): Step {
	const back = (query: Readonly<Record<string, string>>): Step => ({
		kind: 'back',
		query: { ...query, state: asked.state },
	});
	const account = accountOf(asked, done, store);
	if (done.act === 'decline') {
		const isOrganisation = asked.consentOf === 'administrator' && account;
		return back(isOrganisation ? refusedByAdministrator(store.tenantOf(account.address)) : words.declined());
	}
	if (!account) {
		const accounts = store.accounts().filter(({ vendor }) => vendor === asked.vendor);
		const hint = done.account ?? asked.loginHint;
		return { kind: 'choose', hint, isUnknown: done.account !== undefined, accounts };
	}
	const tenant = store.tenantOf(account.address);
	const isOutside = !ANY_TENANT.has(asked.tenant) && ![tenant.id, tenant.domain].includes(asked.tenant);
	const trouble = isOutside ? 'outside-organisation' : account.trouble;
	const passedSecondFactor = trouble === 'second-factor' && done.secondFactor === account.secondFactor;
	if (trouble === 'second-factor') {
		if (!passedSecondFactor) return { kind: 'second-factor', account, isWrong: done.secondFactor !== '' };
	} else if (trouble) {
		return done.act === 'leave' ? back(words.blocked(trouble)) : { kind: 'blocked', account, trouble };
	}

	const scopes = resourceScopes(asked.scopes);
	const approved = new Set(tenant.consented);
	const own = new Set(store.consented(account.address));
	const isKnown = scopes.every((scope) => approved.has(scope) || own.has(scope));
	const needsAdministrator = asked.consentOf === 'administrator' || (tenant.needsAdministrator && !isKnown);
	if (needsAdministrator && !account.isAdministrator)
		return done.act === 'leave' ? back(words.withoutApproval()) : { kind: 'approval', account };

	const mustAsk = asked.consentOf === 'administrator' || asked.prompt.includes('consent') || !isKnown;
	const mayUntick = asked.vendor === 'google';
	if (mustAsk && done.act !== 'consent') {
		const offered = account.isAdministrator && asked.vendor === 'microsoft' ? 'offered' : 'no';
		const forEverybody = asked.consentOf === 'administrator' ? 'always' : offered;
		return { kind: 'consent', account, scopes, mayUntick, forEverybody };
	}

	const granted = mayUntick && mustAsk ? scopes.filter((scope) => done.ticked.includes(scope)) : scopes;
	if (account.isAdministrator && (done.forEverybody || asked.consentOf === 'administrator'))
		store.changeTenant(tenant.domain, { consented: [...approved.union(new Set(granted))] });
	if (asked.consentOf === 'administrator')
		return back({ admin_consent: 'True', tenant: tenant.id, scope: granted.join(' ') });
	store.setConsented(account.address, [...own.union(new Set(granted))]);
	const code = grants.agree({
		account,
		scopes: granted,
		redirectUri: asked.redirectUri,
		challenge: asked.challenge,
		passedSecondFactor,
	});
	return back({ code });
}

/** Whom the person chose, or who is signed in already. */
function accountOf(asked: Asked, done: Done, store: AuthorityStore): AuthorityAccount | undefined {
	const ofVendor = (address: string) => {
		const found = store.account(address.trim());
		return found?.vendor === asked.vendor ? found : undefined;
	};
	if (done.account !== undefined) return ofVendor(done.account);
	const hinted = ofVendor(asked.loginHint);
	const mustChoose = /login|select_account/.test(asked.prompt);
	return hinted?.isSignedIn && !mustChoose ? hinted : undefined;
}
