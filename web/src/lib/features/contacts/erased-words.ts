import type { ErasurePreview } from '#domain/contacts/erase-contact.ts';
import { m } from '#texts/generated/messages.js';

type Counts = Pick<ErasurePreview, 'mails' | 'notes' | 'runs'>;

/** « Sont effacés : 2 mails, 1 note. 1 séquence s’arrête. »; what is none of is not told. */
export function erasureWords({ masked, ...counts }: Counts & Pick<ErasurePreview, 'masked'>): string {
	return [
		m.contact_erase_counts({ parts: partsOf(counts) }),
		...runsOf(counts),
		...(masked > 0 ? [m.contact_erase_masked({ count: masked })] : []),
	].join(' ');
}

/** « Données effacées : 2 mails, 1 note. » */
export function erasedWords(counts: Counts): string {
	return [m.contact_erased_done({ parts: partsOf(counts) }), ...runsOf(counts)].join(' ');
}

function partsOf({ mails, notes }: Counts): string {
	const parts = [
		...(mails > 0 ? [m.contact_erase_mails({ count: mails })] : []),
		...(notes > 0 ? [m.contact_erase_notes({ count: notes })] : []),
	];
	return parts.join(', ') || m.contact_erase_nothing();
}

const runsOf = ({ runs }: Counts) => (runs > 0 ? [m.contact_erase_runs({ count: runs })] : []);
