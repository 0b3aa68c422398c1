/** Submission servers of relays as their own documentation names them (E-19), on port 587 with STARTTLS. */
export const RELAY_SERVICES: readonly { readonly name: string; readonly host: string }[] = [
	{ name: 'Amazon SES (Paris)', host: 'email-smtp.eu-west-3.amazonaws.com' },
	{ name: 'Brevo', host: 'smtp-relay.brevo.com' },
	{ name: 'Mailgun (UE)', host: 'smtp.eu.mailgun.org' },
	{ name: 'Mailjet', host: 'in-v3.mailjet.com' },
	{ name: 'Postmark', host: 'smtp.postmarkapp.com' },
	{ name: 'Scaleway', host: 'smtp.tem.scaleway.com' },
	{ name: 'SendGrid', host: 'smtp.sendgrid.net' },
	{ name: 'SMTP2GO', host: 'mail.smtp2go.com' },
];
