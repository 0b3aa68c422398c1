import 'reflect-metadata';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
	BasicConstraintsExtension,
	KeyUsageFlags,
	KeyUsagesExtension,
	PemConverter,
	SubjectAlternativeNameExtension,
	X509Certificate,
	X509CertificateGenerator,
	cryptoProvider,
} from '@peculiar/x509';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const DAY = 86_400_000;
/** Long enough for a sandbox that nobody starts anew; certificates are judged by the wall clock. */
const VALID_FOR = 3_650 * DAY;
const NAMES = ['localhost', 'mail.refrain.example'];

/** What a TLS server of the world presents, and the file that its clients trust. */
export interface WorldCertificate {
	/** PEM file of the authority's certificate. */
	readonly authorityFile: string;
	readonly key: string;
	readonly cert: string;
}

/**
 * Issues a server certificate for loopback (`127.0.0.1`, `localhost`, `mail.refrain.example`), signed by the
 * world's own authority. The authority is made once and lies in `folder` (key readable by its owner alone):
 * clients that trusted it go on trusting it after a new start. The server's key is new at each start.
 */
export async function issueWorldCertificate(folder: string): Promise<WorldCertificate> {
	cryptoProvider.set(crypto);
	const authorityFile = join(folder, 'authority.pem');
	const authority = (await readAuthority(folder)) ?? (await makeAuthority(folder));
	const keys = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
	const server = await X509CertificateGenerator.create({
		subject: 'CN=mail.refrain.example',
		issuer: authority.certificate.subject,
		...validity(),
		publicKey: keys.publicKey,
		signingKey: authority.key,
		signingAlgorithm: ALGORITHM,
		extensions: [
			new BasicConstraintsExtension(false),
			new SubjectAlternativeNameExtension([
				...NAMES.map((value) => ({ type: 'dns' as const, value })),
				{ type: 'ip' as const, value: '127.0.0.1' },
			]),
		],
	});
	return { authorityFile, key: await pemOf(keys.privateKey), cert: server.toString('pem') };
}

interface Authority {
	readonly certificate: X509Certificate;
	readonly key: CryptoKey;
}

/** The kept authority; undefined where there is none, or only half of one after a kill in the first start. */
async function readAuthority(folder: string): Promise<Authority | undefined> {
	try {
		const key = PemConverter.decodeFirst(await readFile(join(folder, 'authority.key'), 'utf8'));
		const certificate = new X509Certificate(await readFile(join(folder, 'authority.pem'), 'utf8'));
		return { certificate, key: await crypto.subtle.importKey('pkcs8', key, ALGORITHM, false, ['sign']) };
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
		throw error;
	}
}

async function makeAuthority(folder: string): Promise<Authority> {
	const keys = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
	const certificate = await X509CertificateGenerator.createSelfSigned({
		name: 'CN=Refrain demonstration world',
		...validity(),
		keys,
		signingAlgorithm: ALGORITHM,
		extensions: [
			new BasicConstraintsExtension(true, 0, true),
			new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
		],
	});
	await replaceFile(join(folder, 'authority.key'), await pemOf(keys.privateKey), 0o600);
	await replaceFile(join(folder, 'authority.pem'), certificate.toString('pem'), 0o644);
	return { certificate, key: keys.privateKey };
}

const validity = () => ({
	notBefore: new Date(Date.now() - DAY),
	notAfter: new Date(Date.now() + VALID_FOR),
});

const pemOf = async (key: CryptoKey) =>
	PemConverter.encode(await crypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY');

/** A kill leaves the old file or the new one, never a half. */
async function replaceFile(path: string, text: string, mode: number): Promise<void> {
	await writeFile(`${path}.new`, text, { mode });
	await rename(`${path}.new`, path);
}
