import type { Trouble, Vendor } from '../account.ts';

export type PageLanguage = 'fr' | 'en';

/** What the stand-ins' pages say. */
export interface PageWords {
	standIn(vendor: string): string;
	readonly signIn: string;
	readonly goesOnTo: string;
	readonly address: string;
	readonly next: string;
	readonly unknownAccount: string;
	readonly signedIn: string;
	readonly secondFactor: string;
	readonly secondFactorWhere: string;
	readonly secondFactorWrong: string;
	readonly code: string;
	readonly blocked: string;
	readonly back: string;
	readonly approval: string;
	readonly approvalWhy: string;
	readonly administratorAccount: string;
	readonly backWithout: string;
	readonly consent: string;
	readonly consentForAll: string;
	readonly administratorConsent: string;
	readonly administratorConsentMeans: string;
	readonly accept: string;
	readonly decline: string;
	readonly wrongRequest: string;
	scope(scope: string): string;
	trouble(trouble: Trouble): string;
}

const SCOPES: Readonly<Record<string, readonly [string, string]>> = {
	'https://outlook.office.com/IMAP.AccessAsUser.All': [
		'Lire et modifier vos mails par IMAP',
		'Read and write your mail by IMAP',
	],
	'https://outlook.office.com/SMTP.Send': [
		'Envoyer des mails en votre nom par SMTP',
		'Send mail as you by SMTP',
	],
	'https://graph.microsoft.com/Mail.ReadWrite': [
		'Lire et modifier vos mails par Microsoft Graph',
		'Read and write your mail by Microsoft Graph',
	],
	'https://graph.microsoft.com/Mail.Send': [
		'Envoyer des mails en votre nom par Microsoft Graph',
		'Send mail as you by Microsoft Graph',
	],
	'https://graph.microsoft.com/Mail.ReadWrite.Shared': [
		'Lire et modifier vos mails et ceux des boîtes partagées avec vous par Microsoft Graph',
		'Read and write your mail and that of mailboxes shared with you by Microsoft Graph',
	],
	'https://graph.microsoft.com/Mail.Send.Shared': [
		'Envoyer des mails en votre nom et pour les boîtes partagées avec vous par Microsoft Graph',
		'Send mail as you and for mailboxes shared with you by Microsoft Graph',
	],
	'https://mail.google.com/': [
		'Lire, rédiger, envoyer et supprimer définitivement tous vos mails Gmail',
		'Read, compose, send and permanently delete all your email from Gmail',
	],
};

const TROUBLES: Readonly<Record<Trouble, readonly [string, string]>> = {
	'second-factor': ['Un second facteur est demandé.', 'A second factor is asked for.'],
	'conditional-access': [
		'Votre entreprise n’autorise pas cette connexion (accès conditionnel).',
		'Your company does not allow this sign-in (conditional access).',
	],
	'not-assigned': [
		'Votre administrateur doit vous affecter à cette application.',
		'Your administrator must assign you to this application.',
	],
	disabled: ['Ce compte est désactivé.', 'This account is disabled.'],
	'password-expired': ['Le mot de passe de ce compte a expiré.', 'The password of this account has expired.'],
	locked: ['Ce compte est bloqué par son fournisseur.', 'This account is locked by its provider.'],
	'administrator-blocks': [
		'L’administrateur de votre organisation bloque cette application.',
		'The administrator of your organisation blocks this application.',
	],
	'outside-organisation': [
		'Cette application n’est ouverte qu’aux comptes d’une autre organisation.',
		'This application is open to the accounts of another organisation only.',
	],
};

/** One language, by its place in the pairs above. */
const wordsOf = (index: 0 | 1) => ({
	scope: (scope: string) => SCOPES[scope]?.[index] ?? scope,
	trouble: (trouble: Trouble) => TROUBLES[trouble][index],
});

export const PAGE_WORDS: Readonly<Record<PageLanguage, PageWords>> = {
	fr: {
		...wordsOf(0),
		standIn: (vendor) =>
			`Démonstration : cette page tient lieu de celle de ${vendor}. Rien ne quitte cette machine, aucun mot de passe n’est demandé.`,
		signIn: 'Se connecter',
		goesOnTo: 'pour continuer vers Refrain',
		address: 'Adresse mail',
		next: 'Suivant',
		unknownAccount: 'Aucun compte ne porte cette adresse ici.',
		signedIn: 'session ouverte',
		secondFactor: 'Confirmez que c’est vous',
		secondFactorWhere: 'Le code se trouve dans Monde de démonstration.',
		secondFactorWrong: 'Ce code n’est pas le bon.',
		code: 'Code',
		blocked: 'Connexion impossible',
		back: 'Revenir à Refrain',
		approval: 'Accord d’un administrateur nécessaire',
		approvalWhy: 'Dans votre organisation, seul un administrateur peut accorder ces autorisations à Refrain.',
		administratorAccount: 'Vous possédez un compte administrateur ? Connectez-vous avec ce compte',
		backWithout: 'Revenir à Refrain sans donner l’accord',
		consent: 'Refrain demande ces autorisations',
		consentForAll: 'Refrain demande ces autorisations pour toute votre organisation',
		administratorConsent: 'Consentement administrateur',
		administratorConsentMeans: 'Accorder ces autorisations au nom de toute l’organisation',
		accept: 'Accepter',
		decline: 'Refuser',
		wrongRequest: 'Cette demande de connexion n’est pas valable',
	},
	en: {
		...wordsOf(1),
		standIn: (vendor) =>
			`Demonstration: this page stands in for that of ${vendor}. Nothing leaves this machine, no password is asked for.`,
		signIn: 'Sign in',
		goesOnTo: 'to continue to Refrain',
		address: 'Email address',
		next: 'Next',
		unknownAccount: 'No account has this address here.',
		signedIn: 'signed in',
		secondFactor: 'Confirm that it is you',
		secondFactorWhere: 'The code stands in Demonstration world.',
		secondFactorWrong: 'This is not the code.',
		code: 'Code',
		blocked: 'You cannot sign in',
		back: 'Return to Refrain',
		approval: 'An administrator must approve',
		approvalWhy: 'In your organisation only an administrator can grant these permissions to Refrain.',
		administratorAccount: 'Have an administrator account? Sign in with that account',
		backWithout: 'Return to Refrain without granting consent',
		consent: 'Refrain asks for these permissions',
		consentForAll: 'Refrain asks for these permissions for your whole organisation',
		administratorConsent: 'Administrator consent',
		administratorConsentMeans: 'Grant these permissions on behalf of the whole organisation',
		accept: 'Accept',
		decline: 'Cancel',
		wrongRequest: 'This request to sign in is not valid',
	},
};

export const VENDOR_NAMES: Readonly<Record<Vendor, string>> = { microsoft: 'Microsoft', google: 'Google' };

/** The first of both languages that a browser prefers; French where it prefers neither. */
export function pageLanguage(acceptLanguage: string | undefined): PageLanguage {
	const preferred = (acceptLanguage ?? '').toLowerCase().split(',');
	const first = preferred.map((one) => one.trim().slice(0, 2)).find((one) => one === 'fr' || one === 'en');
	return first === 'en' ? 'en' : 'fr';
}
