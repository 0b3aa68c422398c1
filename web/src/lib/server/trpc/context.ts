import type { Language } from '#texts/language.ts';
import type { Services } from '../services.ts';
import type { Viewer } from '../viewer.ts';

/** What every procedure is called with. */
export interface Context {
	services: Services;
	viewer: Viewer | null;
	/** By which an act that is sent again is recognised; undefined where its caller has no use for it. */
	requestId?: string | undefined;
	/** Language of the sentences in an error. */
	language: Language;
}
