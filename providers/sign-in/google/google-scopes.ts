/** The only scope that IMAP and SMTP take a token of; restricted, so that a public application is verified (docs/connecting-google.md). */
export const MAIL_SCOPE = 'https://mail.google.com/';

/** With who one is; Google grants these whatever else is unticked. */
export const SIGN_IN_SCOPES = ['openid', 'email', MAIL_SCOPE];
