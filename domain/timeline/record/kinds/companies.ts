import type { Fields, Nothing } from '../event-data.ts';

/** Companies, contacts and their addresses. */
export interface CompanyEvents {
	'company-created': { data: { how: 'manual' | 'demo' } };
	'company-changed': { data: Fields };
	'contact-created': { data: { how: 'manual' | 'downloaded' | 'demo' } };
	'contact-changed': { data: Fields };
	'contact-left': { data: { leftAt: string } };
	'contact-returned': { data: Nothing };
	'contact-address-cleared': { data: Nothing };
	'contact-address-invalid': { data: { addressId: string; status?: string } };
	'contact-erased': { data: Nothing };
	suppressed: { data: { suppressionId: string; cause: string } };
	/** Taken off the *Liste d’opposition* (5.7-8). */
	'suppression-lifted': { data: { ground: string } };
	'sheet-visited': { data: Nothing };
}

/** Their kinds at run time; the compiler refuses a missing one. */
export const COMPANY_EVENTS: Record<keyof CompanyEvents, true> = {
	'company-created': true,
	'company-changed': true,
	'contact-created': true,
	'contact-changed': true,
	'contact-left': true,
	'contact-returned': true,
	'contact-address-cleared': true,
	'contact-address-invalid': true,
	'contact-erased': true,
	suppressed: true,
	'suppression-lifted': true,
	'sheet-visited': true,
};
