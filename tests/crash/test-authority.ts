import 'reflect-metadata';
import {
	BasicConstraintsExtension,
	KeyUsageFlags,
	KeyUsagesExtension,
	PemConverter,
	SubjectAlternativeNameExtension,
	X509CertificateGenerator,
	cryptoProvider,
} from '@peculiar/x509';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const DAY = 86_400_000;

/** PEM texts of a throw-away authority and of one server certificate that it signed. */
export interface TestCertificate {
	readonly authority: string;
	readonly key: string;
	readonly cert: string;
}

/**
 * Makes an authority and a server certificate for loopback, valid for a day around now.
 *
 * @param names Host names; 127.0.0.1 is always in.
 * @param ends When the server's certificate expires.
 */
export async function issueTestCertificate(
	names: readonly string[] = ['localhost'],
	ends: Date = new Date(Date.now() + DAY),
): Promise<TestCertificate> {
	cryptoProvider.set(crypto);
	const authorityKeys = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
	const serverKeys = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
	const notBefore = new Date(Date.now() - DAY);
	const notAfter = new Date(Date.now() + DAY);
	const authority = await X509CertificateGenerator.createSelfSigned({
		// One name each: two trusted authorities of one name could not be told apart.
		name: `CN=Test authority ${crypto.randomUUID()}`,
		notBefore,
		notAfter,
		keys: authorityKeys,
		signingAlgorithm: ALGORITHM,
		extensions: [
			new BasicConstraintsExtension(true, 0, true),
			new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
		],
	});
	const server = await X509CertificateGenerator.create({
		subject: `CN=${names[0] ?? '127.0.0.1'}`,
		issuer: authority.subject,
		notBefore: new Date(Math.min(notBefore.getTime(), ends.getTime() - DAY)),
		notAfter: ends,
		publicKey: serverKeys.publicKey,
		signingKey: authorityKeys.privateKey,
		signingAlgorithm: ALGORITHM,
		extensions: [
			new BasicConstraintsExtension(false),
			new SubjectAlternativeNameExtension([
				...names.map((value) => ({ type: 'dns' as const, value })),
				{ type: 'ip' as const, value: '127.0.0.1' },
			]),
		],
	});
	return {
		authority: authority.toString('pem'),
		cert: server.toString('pem'),
		key: PemConverter.encode(await crypto.subtle.exportKey('pkcs8', serverKeys.privateKey), 'PRIVATE KEY'),
	};
}

/** A server certificate for loopback that nobody but its own server vouches for. */
export async function issueSelfSigned(): Promise<Omit<TestCertificate, 'authority'>> {
	cryptoProvider.set(crypto);
	const keys = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
	const own = await X509CertificateGenerator.createSelfSigned({
		name: 'CN=localhost',
		notBefore: new Date(Date.now() - DAY),
		notAfter: new Date(Date.now() + DAY),
		keys,
		signingAlgorithm: ALGORITHM,
		extensions: [new SubjectAlternativeNameExtension([{ type: 'dns', value: 'localhost' }])],
	});
	const key = PemConverter.encode(await crypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY');
	return { key, cert: own.toString('pem') };
}
