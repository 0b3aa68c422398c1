/**
 * How an address came on the *Liste d’opposition*: the link of a mail or a mail program's button (RFC 8058), an objection that
 * a person confirmed, a provider's report, a colleague's hand.
 */
export const SUPPRESSION_CAUSES = ['link', 'one-click', 'reply', 'complaint', 'manual'] as const;
export type SuppressionCause = (typeof SUPPRESSION_CAUSES)[number];
