import { createHash, randomInt } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { ORDINARY, type AccountChange, type AuthorityAccount, type AuthorityTenant } from './account.ts';

/** A code, as its page gave it: it is redeemed once. */
export interface KeptCode {
	readonly grantId: string;
	readonly redirectUri: string;
	readonly challenge: string;
	readonly isUsed: boolean;
}

/** What a person consented to, once: its tokens end with it. */
export interface KeptGrant {
	readonly id: string;
	readonly address: string;
	readonly scopes: readonly string[];
	readonly passedSecondFactor: boolean;
	readonly isRevoked: boolean;
}

/** A token that was given; the token itself is kept as its hash alone. */
export interface KeptToken {
	readonly grantId: string;
	/** Of an access token: what it is good for. */
	readonly scopes: readonly string[];
}

/** The accounts and tokens of the stand-ins; they survive a restart of the world. Instants are wall clock. */
export interface AuthorityStore {
	/** Makes an account where there is none; one that was changed stays as it is. */
	ensure(account: Pick<AuthorityAccount, 'address' | 'name' | 'vendor'> & Partial<AuthorityAccount>): void;
	account(address: string): AuthorityAccount | undefined;
	accounts(): AuthorityAccount[];
	changeAccount(address: string, change: AccountChange): void;
	/** Whether an organisation was described. */
	tenantIsKnown(domain: string): boolean;
	/** The organisation of an address; one that nobody described needs no administrator. */
	tenantOf(address: string): AuthorityTenant;
	changeTenant(
		domain: string,
		change: Partial<Pick<AuthorityTenant, 'needsAdministrator' | 'consented'>>,
	): void;
	consented(address: string): readonly string[];
	setConsented(address: string, scopes: readonly string[]): void;
	keep(kind: 'code', value: string, kept: KeptCode, holds: number): void;
	keep(kind: 'refresh' | 'access', value: string, kept: KeptToken, holds: number): void;
	code(value: string): KeptCode | undefined;
	token(kind: 'refresh' | 'access', value: string): (KeptToken & { readonly holds: number }) | undefined;
	forget(kind: 'refresh' | 'access', value: string): void;
	keepGrant(grant: KeptGrant): void;
	grant(id: string): KeptGrant | undefined;
	/** Ends every grant of an account, and its consent. */
	revoke(address: string): void;
	/** A text that is made once. */
	once(name: string, make: () => string): string;
}

const SCHEMA = `
	CREATE TABLE IF NOT EXISTS authority (
		kind TEXT NOT NULL,
		key TEXT NOT NULL,
		value TEXT NOT NULL,
		ends_at INTEGER,
		PRIMARY KEY (kind, key)
	) STRICT;
`;

const FOR_EVER = 400 * 86_400_000;

/** Opens the stand-ins' part of the world's database, or of any other. */
export function openAuthorityStore(sql: DatabaseSync): AuthorityStore {
	sql.exec(SCHEMA);
	const select = sql.prepare(
		'SELECT value, ends_at FROM authority WHERE kind = ? AND key = ? AND (ends_at IS NULL OR ends_at > ?)',
	);
	const insert = sql.prepare(
		'INSERT INTO authority VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value, ends_at = excluded.ends_at',
	);
	const remove = sql.prepare('DELETE FROM authority WHERE kind = ? AND key = ?');
	const removeEnded = sql.prepare('DELETE FROM authority WHERE ends_at <= ?');
	const selectAll = sql.prepare('SELECT value FROM authority WHERE kind = ? ORDER BY rowid');

	function read<Value>(kind: string, key: string): { value: Value; holds: number } | undefined {
		const row = select.get(kind, key, Date.now());
		if (!row) return undefined;
		const holds = row.ends_at === null ? Infinity : Number(row.ends_at) - Date.now();
		return { value: JSON.parse(row.value as string) as Value, holds };
	}
	const write = (kind: string, key: string, value: unknown, endsAt: number | null = null) =>
		void insert.run(kind, key, JSON.stringify(value), endsAt);
	const all = <Value>(kind: string) =>
		selectAll.all(kind).map((row) => JSON.parse(row.value as string) as Value);

	const account = (address: string) => read<AuthorityAccount>('account', address.toLowerCase())?.value;
	const tenant = (domain: string): AuthorityTenant =>
		read<AuthorityTenant>('tenant', domain)?.value ?? {
			domain,
			id: tenantId(domain),
			needsAdministrator: false,
			consented: [],
		};
	return {
		ensure(given) {
			const address = given.address.toLowerCase();
			if (account(address)) return;
			const secondFactor = String(randomInt(100_000, 1_000_000));
			write('account', address, { ...ORDINARY, secondFactor, ...given, address });
		},
		account,
		accounts: () => all('account'),
		changeAccount(address, change) {
			const found = account(address);
			if (found) write('account', found.address, { ...found, ...change });
		},
		tenantIsKnown: (domain) => read('tenant', domain) !== undefined,
		tenantOf: (address) => tenant(domainOf(address)),
		changeTenant: (domain, change) => write('tenant', domain, { ...tenant(domain), ...change }),
		consented: (address) => read<string[]>('consent', address)?.value ?? [],
		setConsented: (address, scopes) => write('consent', address, scopes),
		keep(kind: string, value: string, kept: object, holds: number) {
			removeEnded.run(Date.now());
			write(kind, hashOf(value), kept, Date.now() + Math.min(holds, FOR_EVER));
		},
		code: (value) => read<KeptCode>('code', hashOf(value))?.value,
		token(kind, value) {
			const found = read<KeptToken>(kind, hashOf(value));
			return found && { ...found.value, holds: found.holds };
		},
		forget: (kind, value) => void remove.run(kind, hashOf(value)),
		keepGrant: (grant) => write('grant', grant.id, grant),
		grant: (id) => read<KeptGrant>('grant', id)?.value,
		revoke(address) {
			for (const grant of all<KeptGrant>('grant'))
				if (grant.address === address) write('grant', grant.id, { ...grant, isRevoked: true });
			remove.run('consent', address);
		},
		once(name, make) {
			const kept = read<string>('once', name)?.value;
			if (kept !== undefined) return kept;
			const made = make();
			write('once', name, made);
			return made;
		},
	};
}

const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1).toLowerCase();

const hashOf = (value: string) => createHash('sha256').update(value).digest('base64url');

/** The same for a domain in every world, in the form of a version 4 id. */
function tenantId(domain: string): string {
	const hex = createHash('sha256').update(domain).digest('hex');
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
