/**
 * The words of the visible objection line under each sequence mail (5.6-28, docs/wording/runs.md); the link follows
 * them. Sequences are written in French; the reader's language is not known.
 */
export const OBJECTION_WORDS = 'Ne plus recevoir de messages de ma part :';
