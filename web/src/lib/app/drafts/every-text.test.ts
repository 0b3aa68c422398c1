/** Nothing typed is lost: whatever takes a text keeps it on this device, or stands here with the reason why not. */
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

/** Parts of a form hold no text of their own; their form keeps it. */
const PART = 'its form keeps it';

const NOT_KEPT: Record<string, string> = {
	'lib/app/frame/SignInOver.svelte': 'a password is never kept',
	'routes/(public)/sign-in/+page.svelte': 'a password is never kept; the address comes back with the answer',
	'lib/features/accounts/PersonForm.svelte':
		'nobody is signed in yet; what was typed comes back with the answer',
	'lib/features/connections/AskAdministrator.svelte': 'one address, typed once',
	'lib/features/from-addresses/FromAddresses.svelte': 'one address or code, typed once',
	'lib/features/connections/PasswordDoor.svelte': 'a password is never kept',
	'lib/features/mailboxes/HostFields.svelte': PART,
	'lib/features/mailboxes/ServerFields.svelte': PART,
	'lib/features/mailboxes/TrialSection.svelte': 'a few addresses, typed once',
	'lib/features/contacts/EraseDialog.svelte': 'a name that is typed to confirm what cannot be undone',
	'lib/features/contacts/ContactNameFields.svelte': PART,
	'lib/features/contacts/ContactPhoneFields.svelte': PART,
	'lib/features/measuring/MeasuringForm.svelte': 'a few domains, typed once',
	'lib/features/measuring/TrackingDomain.svelte': 'one domain, typed once',
	'lib/features/newsletters/AutomationsStep.svelte': PART,
	'lib/features/newsletters/ConsentFields.svelte': 'one sentence, noted once',
	'lib/features/newsletters/GeneralStep.svelte': PART,
	'lib/features/newsletters/RecurrenceFields.svelte': PART,
	'lib/features/newsletters/SubscribeManyDialog.svelte': 'pasted from elsewhere, where it still is',
	'lib/features/newsletters/content/BlockPopover.svelte': PART,
	'lib/features/newsletters/content/LetterFooter.svelte': PART,
	'lib/features/newsletters/content/LinkTool.svelte': PART,
	'lib/features/sequences/AutomationsDialog.svelte': PART,
	'lib/features/sequences/DelayPicker.svelte': PART,
	'lib/features/sequences/TextToolbar.svelte': PART,
	'lib/features/sequences/VariablePopover.svelte': PART,
};

const FIELD = /<(TextField|TextAreaField|textarea)\b/;

it('is kept while it is typed', () => {
	const root = fileURLToPath(new URL('../../../', import.meta.url));
	const forgetful = globSync('{lib/app,lib/features,routes}/**/*.svelte', { cwd: root }).filter((file) => {
		const source = readFileSync(root + file, 'utf8');
		return FIELD.test(source) && !source.includes('new TypedDraft(');
	});
	expect(forgetful.sort()).toEqual(Object.keys(NOT_KEPT).sort());
});
