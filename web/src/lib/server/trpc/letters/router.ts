import { router } from '../builders.ts';
import { askLinks } from './ask-links.ts';
import { previewLetter } from './preview-letter.ts';
import { writeTestLetter } from './write-test-letter.ts';

export const lettersRouter = router({
	askLinks,
	previewLetter,
	writeTestLetter,
});
