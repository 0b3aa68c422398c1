import { router } from '../builders.ts';
import { changeCompany } from './change-company.ts';
import { createCompany } from './create-company.ts';
import { listCompanies } from './list-companies.ts';
import { readCompany } from './read-company.ts';

export const companiesRouter = router({ changeCompany, createCompany, listCompanies, readCompany });
