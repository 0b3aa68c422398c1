import {
	ALONE,
	MAY_OBJECT,
	NAMES_AN_END,
	NAMES_MAIL_TO_WRITER,
	NAMES_MORE,
	OBJECTS,
} from './objection-words-fr-en.ts';
import { OBJECTS_ELSEWHERE } from './objection-words-de-es-it-nl.ts';
import { ENDS, MAY_OBJECT_BY_LAW, NAMES_THE_LAW, OBJECTS_BY_LAW } from './objection-words-of-law.ts';
import { hintOfObjection } from './objection-net.ts';
import { plainWords, sentencesOf } from './plain-words.ts';

/** Words of a person who wants no further mail. */
export interface Objection {
	/** `certain` stops the run and offers the removal (5.6-8); `doubtful` holds and asks (5.7-1). */
	readonly strength: 'certain' | 'doubtful';
	/** The sentence that says so. */
	readonly quote: string;
}

const CHARACTERS_AT_MOST = 8_000;
/** A line of a signature is no longer. */
const SIGNATURE_LINE = 100;

/** « ne me retirez pas de votre liste », "don't hesitate to contact me again" */
const DENIED =
	/\bne (?:me|nous|m')(?: )?(?:retir|supprim|enlev|ray|desinscri|desabonn)\w* (?:surtout )?pas\b|\bne (?:surtout )?pas (?:me|nous) (?:retirer|desinscrire|desabonner|supprimer|enlever)|\b(?:do not|don't|dont|never) (?:remove|unsubscribe|delete|take|stop|hesitate)\b|\bn'hesite|\bne pas hesiter|\bne (?:jamais )?(?:cess|arret)\w+ (?:surtout )?pas|\bpas (?:besoin )?de (?:me|nous) (?:retirer|desinscrire)/;
/** What is said to others than us: the footer of a newsletter, a rule that somebody explains. */
const OFFERED =
	/^(?:p\.? ?s\.? ?:? ?)?(?:si (?:vous|tu|le sujet|ce)|if you|wenn sie|falls sie|si (?:no )?desea|se (?:non )?(?:desidera|vuole)|pour (?:vous|ne plus|se)|to (?:unsubscribe|opt|stop|be removed)|um sich|para (?:darse|dejar)|per (?:cancellar|disiscriv)|vous (?:pouvez (?:vous|a tout|egalement|aussi)|recevez)|you (?:(?:can|may) (?:unsubscribe|opt|also|at any)|are receiving|received)|click|cliquez|ce (?:message|mail|courriel) (?:vous|a ete)|conformement a la loi)|\b(?:cliquez ici|click here|suivez ce lien|klicken sie hier)\b/;
/** A condition of the writer's own: « si vous n'avez rien à ce prix, ne me contactez plus ». A disclaimer speaks of errors. */
const CONDITION = /^(?:si (?:vous|tu|c'est|ce n'est)|if (?:you|it|this|that))\b[^,]{0,200}, ?(.{1,400})$/;
const OF_A_DISCLAIMER =
	/\b(?:erreur|error|mistake|destinataire|recipient|desabonn\w*|desinscri\w*|unsubscribe|recevoir|receive|cliquez|click|confidenti\w+)\b/;
/** Words that somebody tells of: said to others, or by mistake. */
const TOLD =
	/\b(?:par erreur|par megarde|a tort|by (?:mistake|accident)|accidentally|in error|aus versehen|irrtumlich|por error|per errore|per sbaglio)\b|\b(?:demande|dit|ecrit|repondu) (?:a|aux?) (?:votre|vos|ton|un|une|mon|ma|mes|nos|notre|l'|d'autres|tous (?:les|vos)|certains|autres)|\b(?:asked|told) (?:(?:your|some|the) (?:\w+ )?(?:competitors?|others?|vendors?|suppliers?|providers?|colleagues?)|them|him|her|another|others|my|our)\b/;
/** Our own line, whoever sends it back. */
const OURS = /\b(?:de ma part|messages from me)\b.{0,5}:?.{0,5}https?:/;
/** It ends: « pas avant mardi ». */
const FOR_A_TIME =
	/\b(?:avant|jusqu|d'ici|before|until|till|bis|hasta|prima|pendant|during|cette semaine|this week|aujourd'hui|today|ce mois|for now|pour l'instant|pour le moment|tot)\b|\b(?:le|les|on|am|il|el) (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|matin|soir|week-?end|mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|weekends?|montags?|freitags?|lunes|viernes|lunedi|venerdi)/;
/** What is done once, and by when: « supprimez mes données avant vendredi » sets us a term and objects without one. */
const REMOVAL =
	/\b(?:retir|supprim|suppression|enlev|effac|oter?|ray|radi|desinscri|desabonn|sort|exclu|remov|delet|eras|unsubscrib|wip|purg|tak|drop|opt)\w*/;
const TERM = /^.{0,40}?\b(?:avant|d'ici|before|by)\b/;
/** Another way is named: « mais sur l'autre adresse ». */
const ANOTHER_WAY =
	/\b(?:mais|plutot|but|instead|rather|sondern|sino|bensi|ma qui|ma a|basta|prefere|prefer|suffit|suffira|desormais|donc|en revanche|uniquement|seulement)\b/;
const THIS_ADDRESS =
	/@|\b(?:cette|mon|ma|this|my|mon ancienne) (?:e-?mail |mail )?(?:adresse|address)\b|\bpar (?:e-?mail|mail|courriel)\b/;
/** « mais écrivez à Paul, il … »: the writer is out of it, another is named. */
const SOMEBODY_ELSE =
	/\b(?:he|she|him|her|lui|elle|il|collegues?|colleagues?|associee?|boss|manager|responsable)\b/;
const A_WAY =
	/\b(?:au bureau|in ufficio|ins buro|im buro|at (?:the|my) office|a la oficina|op kantoor)\b|\b(?:par|by|on|sur|via|per|al|a) (?:(?:le|la|l'|my|mon|ma|the|notre|our|ce|this) ?)*(?:telephone|phone|portable|mobile|courrier|fax|sms|whatsapp|linkedin|teams|ligne|post|number|numero)\b/;
/** The writer writes again himself. */
const PROMISED =
	/\b(?:je|nous|on) (?:vous |te |reviens|reviendr|reviendrons)(?:re)?(?:contact|fais signe|ferai signe|tiens|tiendr|rappel|appel|ecri|dirai|vers|revien|feron)|\breviens vers vous|\breviendr\w+ vers vous|\b(?:i|we)(?:'ll| will) (?:get back|contact you|be in touch|call you|let you know|reach out|come back)|\bmelde(?:n)? (?:mich|uns)\b/;
/** Something else is removed, ended or left: not mail of ours. */
const ANOTHER_MATTER =
	/\b(?:contrats?|contract|migration|migrer|migrate|ancien(?:ne)?s?|old|demo|essai|trial|devis|quote|participants?|attendees?|attendee|guests?|(?<!vous )invites?|presentation|brochure|factures?|invoices?|fournisseurs?|supplier|prestataires?|provider|concurrents?|competitors?|pieces? jointes?|attachments?|partage|thread|conversation|commande|order|nos clients|our customers|our clients|leurs?(?! (?:effacement|suppression|traitement|utilisation))|their(?! (?:erasure|deletion|removal|processing))|plan|forfait|attente|waiting|papier|paper|copie|cc)\b/;
/** What the writer wants to end at home, or has ended. */
const WANTS =
	/\b(?:(?:je|nous|on) (?:veux|voulons|voudrais|voudrions|souhaite|souhaitons|cherchons|cherche|avons(?! (?:\w+ ){0,3}demande)|me suis|allons|devons|sommes)|j'ai(?! (?:\w+ ){0,3}demande)|(?:we|i) (?:want|need|have(?! (?:\w+ ){0,2}asked)|had|are|am|would|will|cannot|can't|never|opted|got)|wir (?:wollen|mochten|konnen))\b/;
/** A question that asks us to do it. */
const REQUEST =
	/\b(?:pouvez|pourriez|voulez|voudriez|pourrais|peux|serait-il|est-il possible|puis-je)\b|\b(?:can|could|would|will) you\b|\bmerci\b|\bplease\b|\bsvp\b|\bkonnen sie\b|\bpuede\w*\b|\bpotete\b|\bpotrebbe\b|\b(?:kunt|wilt|gelieve) (?:u|mij)\b/;
/** Words of somebody who goes on talking. */
const GOES_ON =
	/\b(?:rappelez|appelez)-(?:moi|nous)\b|\bparlons\b|\bon se voit\b|\bquand (?:peut-on|pouvons|etes-vous|pourrions)|\bcall (?:me|us)\b(?! again)|\blet's (?:talk|meet|speak)\b|\blooking forward\b|\bavec plaisir\b|\bvolontiers\b|\b(?:ca|cela|le sujet) (?:m'|nous )interesse\b|\b(?:suis|sommes|reste|restons) (?:preneu(?:r|se)s?|partante?s?)\b|\b(?:veux|voulons|voudrais|voudrions|aimerais|aimerions) (?:bien )?(?:une (?:demo|demonstration|offre|proposition)|un devis|voir|essayer|tester|en savoir plus)\b|\b(?:envoyez|faites)-(?:moi|nous) (?:un devis|une (?:offre|proposition|demo)|le (?:devis|contrat)|vos tarifs|votre (?:offre|proposition|plaquette))\b|\b(?:i|we)(?:'d| would) (?:like|love) (?:a|to (?:see|try|know more|have)) (?:a )?(?:demo|quote|trial|call|proposal)\b|\bsend (?:me|us) (?:the contract|a quote|a proposal|your (?:prices|offer))\b|\btell me more\b/;
const GREETING =
	/^(?:bonjour|bonsoir|salut|madame|monsieur|chere?|hello|hi|dear|good (?:morning|afternoon)|guten tag|hallo|sehr geehrte|hola|buenos dias|buongiorno|salve|goedendag|beste|cher|coucou)\b.{0,60}$/;

/**
 * Whether a person objects to further mail, and how surely (5.6-8, 5.7-1). A refusal of the offer is an ordinary reply.
 *
 * @param visibleText What the writer wrote now. Quoted lines are skipped again: our own objection line may stand there.
 * @param ours Lines that we put under our mails ourselves.
 * @param subject Counts where the writer wrote it: not under « Re : ».
 */
export function objectionIn(
	visibleText: string,
	ours: readonly string[] = [],
	subject = '',
): Objection | undefined {
	const own = visibleText
		.split('\n')
		.filter((line) => !/^\s*[>|]/.test(line) && !ours.some((words) => line.includes(words)))
		.join('\n')
		.slice(0, CHARACTERS_AT_MOST);
	const alone = aloneIn(own) ?? aloneInSubject(subject, own);
	if (alone) return alone;
	const writtenSubject = /^\W{0,3}(?:re|aw|sv|tr|fw|fwd|wg|antw) ?:/i.test(subject)
		? []
		: [subject.slice(0, 300)];
	const sentences = [...sentencesOf(own), ...writtenSubject].map((quote) => ({
		quote,
		words: plainWords(quote),
	}));
	const goesOn = sentences.some(({ words }) => GOES_ON.test(words));
	const found = sentences.flatMap(({ quote, words }) => {
		const strength = strengthOf(words);
		return strength ? [{ quote, strength: goesOn ? 'doubtful' : strength } satisfies Objection] : [];
	});
	const sure = found.find(({ strength }) => strength === 'certain') ?? found[0];
	if (sure || goesOn) return sure;
	return byLaw(sentences) ?? byHint(sentences);
}

function byHint(sentences: readonly { quote: string; words: string }[]): Objection | undefined {
	if (sentences.some(({ words }) => ANOTHER_MATTER.test(words) || DENIED.test(words))) return undefined;
	const quote = hintOfObjection(sentences);
	return quote === undefined ? undefined : { strength: 'doubtful', quote };
}

/** Names the law and an end, in whatever sentences, and asks nothing: a person is asked (5.7-1). */
function byLaw(sentences: readonly { quote: string; words: string }[]): Objection | undefined {
	const has = (pattern: RegExp) => sentences.some(({ words }) => pattern.test(words));
	if (has(/\?/) || has(ANOTHER_MATTER) || !has(ENDS)) return undefined;
	const quote = sentences.find(({ words }) => NAMES_THE_LAW.test(words))?.quote;
	return quote === undefined ? undefined : { strength: 'doubtful', quote };
}

/** One word, whatever stands below it: a name, a function, a telephone number. */
function aloneIn(own: string): Objection | undefined {
	const lines = own.split('\n').map((line) => line.trim());
	const first = lines.findIndex((line) => line !== '' && !GREETING.test(plainWords(line)));
	if (first < 0) return undefined;
	const quote = lines[first]!;
	if (quote.length > SIGNATURE_LINE || !ALONE.test(plainWords(quote).trim())) return undefined;
	const rest = lines.slice(first + 1).filter(Boolean);
	const isSignature =
		rest.length <= 30 &&
		!rest.some((line) => line.includes('?')) &&
		!GOES_ON.test(plainWords(rest.join(' ')));
	return { strength: isSignature ? 'certain' : 'doubtful', quote };
}

function aloneInSubject(subject: string, own: string): Objection | undefined {
	const words = plainWords(subject.slice(0, 300)).trim();
	const first = words.split(/ ?[-–—:|(] ?| (?=(?:re|aw|tr|fw) ?:)/, 1)[0]!;
	if (!ALONE.test(words) && !(ALONE.test(first) && /^[^:]{0,30}[-–—:|( ] ?(?:re|aw|tr|fw) ?:/.test(words)))
		return undefined;
	const isShort = own.length <= 400 && !own.includes('?') && !GOES_ON.test(plainWords(own));
	return { strength: isShort ? 'certain' : 'doubtful', quote: subject.trim() };
}

function strengthOf(said: string): Objection['strength'] | undefined {
	const words = withApostrophes(said);
	const condition = CONDITION.exec(words)?.[1];
	if (condition && !OF_A_DISCLAIMER.test(words) && strengthOf(condition)) return 'doubtful';
	if (DENIED.test(words) || OFFERED.test(words) || OURS.test(words)) return undefined;
	const isQuestion = /\? ?$/.test(words);
	for (const pattern of [...OBJECTS, ...OBJECTS_BY_LAW, ...OBJECTS_ELSEWHERE]) {
		const found = pattern.exec(words);
		if (!found) continue;
		if (isQuestion && !REQUEST.test(words)) continue;
		const behind = words.slice(found.index + found[0].length);
		const isTerm = REMOVAL.test(found[0]) && TERM.test(behind);
		if (FOR_A_TIME.test(behind) && !isTerm) return undefined;
		if (ANOTHER_MATTER.test(`${found[0]} ${behind}`)) return undefined;
		if (PROMISED.test(behind)) return undefined;
		// An address that is written to no more objects; where another is named, it does not.
		if (THIS_ADDRESS.test(behind) && ANOTHER_WAY.test(behind))
			return SOMEBODY_ELSE.test(behind) ? 'doubtful' : undefined;
		if (A_WAY.test(behind)) return ANOTHER_WAY.test(behind) ? undefined : 'doubtful';
		return ANOTHER_WAY.test(behind) || TOLD.test(words) ? 'doubtful' : 'certain';
	}
	if (ANOTHER_MATTER.test(words)) return undefined;
	if (ALONE.test(words)) return 'doubtful';
	if ([...MAY_OBJECT, ...MAY_OBJECT_BY_LAW].some((pattern) => pattern.test(words)))
		return isAboutOthers(words, isQuestion) ? undefined : 'doubtful';
	if (!NAMES_AN_END.test(words) || !NAMES_MAIL_TO_WRITER.test(words) || NAMES_MORE.test(words))
		return undefined;
	const isLimited =
		FOR_A_TIME.test(words) || PROMISED.test(words) || A_WAY.test(words) || ANOTHER_WAY.test(words);
	return isLimited || WANTS.test(words) || isAboutOthers(words, isQuestion) ? undefined : 'doubtful';
}

/** « ne plus mécrire »: what hurried people leave out. */
const withApostrophes = (words: string) =>
	words.replace(/\b([mdn])(?=(?:ecri[rtvs]|envo[iy]|adress|importun|arret|enlev))/g, "$1'");

/** Somebody asks how we do it, or tells of others. */
function isAboutOthers(words: string, isQuestion: boolean): boolean {
	if (/\b(?:comment (?:vous|votre|arreter|gerez)|savoir|how (?:you|do your)|wants to know)\b/.test(words))
		return true;
	return (
		isQuestion &&
		(/\b(?:clients?|customers?|users?|contacts?|votre outil|your (?:tool|product|e-?mails?)|vos (?:mails|messages|sequences))\b/.test(
			words,
		) ||
			!REQUEST.test(words))
	);
}
