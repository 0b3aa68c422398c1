import type { LanguageCode } from '#domain/values/language-code.ts';

/**
 * The words of the visible objection line under each sequence mail (5.6-28, docs/wording/runs.md), in the language of its
 * sequence; the link follows them.
 */
export const OBJECTION_WORDS: Readonly<Record<LanguageCode, string>> = {
	fr: 'Ne plus recevoir de messages de ma part :',
	en: 'No more messages from me:',
};
