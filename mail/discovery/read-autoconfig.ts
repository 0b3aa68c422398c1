import { XMLParser } from 'fast-xml-parser';
import type { MailAddress } from '#mail/mime/address.ts';
import { hostName } from '#mail/mime/host-name.ts';
import type { SignInWay } from '#mail/presets/preset.ts';
import type { ServerOffer, StepRemark } from './discovery.ts';

/** What an autoconfig answer says of servers that we can use. */
export interface ToldByAutoconfig {
	readonly imap: readonly ServerOffer[];
	readonly smtp: readonly ServerOffer[];
	/** Empty where every IMAP server wants a provider's sign-in, or a ticket. */
	readonly signIn: readonly SignInWay[];
	/** Why there is no IMAP server. */
	readonly remark: StepRemark | undefined;
}

/** Servers that are looked at, whatever their kind. */
const SERVERS_AT_MOST = 50;

/**
 * Reads a configuration in Mozilla's format (clientConfig 1.1) as a stranger's text: no entity is resolved, a document type
 * is refused, and what is no host, port or kind that we know is left out. A server without encryption is never taken (R-22,
 * 5.3-1).
 *
 * @returns undefined where it is no such document.
 */
export function readAutoconfig(text: string, address: MailAddress): ToldByAutoconfig | undefined {
	const provider = providerOf(text);
	if (!provider) return undefined;
	const incoming = elementsOf(provider, 'incomingServer');
	const imap = incoming.filter(({ '@type': type }) => type === 'imap');
	const outgoing = elementsOf(provider, 'outgoingServer').filter(({ '@type': type }) => type === 'smtp');
	const servers = imap.flatMap((server) => offerOf(server, address));
	return {
		imap: servers,
		smtp: outgoing.filter(takesSignIn).flatMap((server) => offerOf(server, address)),
		signIn: imap.some(takesPassword) ? ['password'] : [],
		remark: servers.length > 0 ? undefined : remarkOf(imap, incoming),
	};
}

/** As the parser gives it: attributes by `@name`, elements by name, each in a list. */
type Element = Readonly<Record<string, unknown>>;

const parser = new XMLParser({
	ignoreAttributes: false,
	attributeNamePrefix: '@',
	isArray: (_name, _path, _isLeaf, isAttribute) => !isAttribute,
	parseTagValue: false,
	parseAttributeValue: false,
	processEntities: false,
	ignoreDeclaration: true,
	ignorePiTags: true,
});

function providerOf(text: string): Element | undefined {
	if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) return undefined;
	try {
		const document = parser.parse(text) as Element;
		return elementsOf(elementsOf(document, 'clientConfig')[0] ?? {}, 'emailProvider')[0];
	} catch {
		return undefined;
	}
}

function childrenOf(parent: Element, name: string): unknown[] {
	const children = Object.hasOwn(parent, name) ? parent[name] : undefined;
	return Array.isArray(children) ? children.slice(0, SERVERS_AT_MOST) : [];
}

function elementsOf(parent: Element, name: string): Element[] {
	return childrenOf(parent, name).filter(
		(child): child is Element => typeof child === 'object' && child !== null,
	);
}

/** The texts of elements, whether they have attributes or not. */
function textsOf(parent: Element, name: string): string[] {
	return childrenOf(parent, name)
		.map((child) => (typeof child === 'object' && child !== null ? (child as Element)['#text'] : child))
		.filter((text) => typeof text === 'string');
}

const textOf = (parent: Element, name: string): string => textsOf(parent, name)[0] ?? '';

const SECURITY: Readonly<Record<string, ServerOffer['security']>> = { SSL: 'tls', STARTTLS: 'starttls' };

function offerOf(server: Element, address: MailAddress): ServerOffer[] {
	const typed = filledIn(textOf(server, 'hostname'), address);
	const host = typed === undefined ? undefined : hostName(typed);
	const port = portOf(textOf(server, 'port'));
	const socketType = textOf(server, 'socketType');
	if (host === undefined || port === undefined || !Object.hasOwn(SECURITY, socketType)) return [];
	return [{ host, port, security: SECURITY[socketType]!, user: userOf(textOf(server, 'username'), address) }];
}

function portOf(text: string): number | undefined {
	const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
	return port > 0 && port < 65_536 ? port : undefined;
}

/** A name as it may be typed at a sign-in; what we cannot fill in is for the person to say. */
function userOf(text: string, address: MailAddress): string | undefined {
	if (text === '') return address.address;
	const user = filledIn(text, address);
	return user !== undefined && /^[^\s\p{C}]{1,254}$/u.test(user) ? user : undefined;
}

/** Puts the parts of the address in their places, all at once: a part may look like a place itself. */
function filledIn(text: string, address: MailAddress): string | undefined {
	const parts: Readonly<Record<string, string>> = {
		EMAILADDRESS: address.address,
		EMAILLOCALPART: address.local,
		EMAILDOMAIN: address.domain,
	};
	let isKnown = true;
	const filled = text.replace(/%([A-Z]+)%/g, (_, name: string) => {
		isKnown &&= Object.hasOwn(parts, name);
		return parts[name] ?? '';
	});
	return isKnown ? filled : undefined;
}

const PASSWORDS = new Set(['password-cleartext', 'plain', 'password-encrypted', 'secure']);

/** By a password or an access token; a server that goes by the network it is asked from lets nobody send from ours. */
const SIGN_INS = new Set([...PASSWORDS, 'OAuth2']);

/** Without a word on it a password is what is meant. */
function takesPassword(server: Element): boolean {
	const ways = textsOf(server, 'authentication');
	return ways.length === 0 || ways.some((way) => PASSWORDS.has(way));
}

function takesSignIn(server: Element): boolean {
	const ways = textsOf(server, 'authentication');
	return ways.length === 0 || ways.some((way) => SIGN_INS.has(way));
}

function remarkOf(imap: readonly Element[], incoming: readonly Element[]): StepRemark | undefined {
	if (imap.some((server) => textOf(server, 'socketType') === 'plain')) return 'clear-only';
	return incoming.some(({ '@type': type }) => type === 'pop3') ? 'pop-only' : undefined;
}
