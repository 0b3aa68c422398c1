import { expect, it } from 'vitest';
import type { CompanySheet } from '#domain/companies/read-company.ts';
import { fieldsOf, typedCompany } from './company-fields.ts';

it('holds a company as its inputs can, so that nothing counts as changed before somebody types', () => {
	const company = {
		name: 'Brume\r\nEvent',
		activity: ' Spectacle\tvivant ',
		domains: ['brumevent.example'],
		generalAddresses: [],
	} as Partial<CompanySheet> as CompanySheet;
	const fields = fieldsOf(company);
	expect(fields.name).toBe('Brume Event');
	expect(fields.activity).toBe('Spectacle vivant');
	for (const held of Object.values(fields)) expect(held).not.toMatch(/\p{Cc}/u);
	expect(typedCompany(fields)).toMatchObject({ siren: null, website: '', domains: ['brumevent.example'] });
});
