import { m } from '#texts/generated/messages.js';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = () => ({ crumbs: [{ label: m.nav_world() }] });
