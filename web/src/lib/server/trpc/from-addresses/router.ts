import { router } from '../builders.ts';
import { addFromAddress } from './add-from-address.ts';
import { listFromAddresses } from './list-from-addresses.ts';
import { proveFromAddress } from './prove-from-address.ts';
import { removeFromAddress } from './remove-from-address.ts';
import { useFromAddress } from './use-from-address.ts';

export const fromAddressesRouter = router({
	addFromAddress,
	listFromAddresses,
	proveFromAddress,
	removeFromAddress,
	useFromAddress,
});
