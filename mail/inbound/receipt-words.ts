/** Words of receipts, calendar answers and complaints, where no part of their own says what they are: over plainWords. */

export const RECEIPT_SUBJECT =
	/^(?:lu|lue|lecture|message lu|read|gelesen|leido|letto|gelezen|not read|non lu|nicht gelesen|ungelesen(?: geloscht)?|no leido|non letto|niet gelezen|supprime sans (?:etre|avoir ete) lu|read receipt|return receipt(?: \(displayed\))?|accuse de lecture|accuse de reception \(affiche\)|confirmation de lecture|lesebestatigung|confirmacion de lectura|conferma di lettura|leesbevestiging) ?(?::|\(|-)/;
export const RECEIPT_WORDS =
	/\b(?:votre|le) message\b[^?]{0,400}\b(?:a ete (?:lu|affiche|ouvert|supprime sans)|supprime sans (?:etre|avoir ete) lu)\b|\byour (?:message|e-?mail)\b[^?]{0,400}\b(?:was|has been) (?:read|displayed|opened|deleted without)\b|\bihre nachricht\b[^?]{0,400}\b(?:wurde .{0,60}(?:gelesen|geloscht)|gelesen am)\b|\b(?:su|el) mensaje\b[^?]{0,400}\b(?:fue|ha sido) leido\b|\bil (?:suo |tuo |vostro )?messaggio\b[^?]{0,400}\be stato letto\b|\buw bericht\b[^?]{0,400}\b(?:is|werd) .{0,60}gelezen\b|\breturn receipt for the mail\b|\baccuse de (?:lecture|reception) pour (?:le|votre)\b|\b(?:accuse de reception|confirmation de lecture|receipt)\b.{0,60}\b(?:affiche|displayed|ne garantit pas|no guarantee)\b/;

/** Prefixes that calendars put before the subject of an invitation. */
export const CALENDAR_SUBJECT =
	/^(?:acceptee?|accepted|accept|declinee?|declined|refusee?|tentative(?:ly accepted)?|provisoire|peut-etre|acceptation|invitation (?:acceptee|refusee|declinee|provisoire)|nouvel(?:le)? (?:horaire|heure|date) proposee?|new time proposed|proposed new time|zugesagt|zusage|abgelehnt|absage|abgesagt|mit vorbehalt|angenommen|vorlaufig(?: zugesagt)?|neue zeit vorgeschlagen|aceptad[oa]|rechazad[oa]|provisional|accettat[oa]|accettazione|rifiutat[oa]|provvisorio|geaccepteerd|afgewezen|geweigerd|voorlopig|cancell?ed(?: event)?|annulee?|updated invitation|aktualisiert)\b.{0,20}:/;
export const CALENDAR_WORDS =
	/\b(?:a (?:accepte|refuse|decline|provisoirement accepte|peut-etre)|has (?:accepted|declined|tentatively accepted|replied)|hat\b.{0,60}\b(?:zugesagt|abgesagt|angenommen|abgelehnt)|ha (?:aceptado|rechazado|accettato|rifiutato)|heeft\b.{0,60}\b(?:geaccepteerd|afgewezen))\b|\bproposed? (?:a )?new time\b/;

/** Who passes complaints on. */
export const COMPLAINT_SENDER =
	/^(?:staff@hotmail\.com|scomp@|fbl|feedback-?loop|feedback@|abuse|complaints?|spam|signal-?spam|postmaster|no-?reply-?abuse|arf|csi|trust)/;
export const COMPLAINT_WORDS =
	/\bcomplaint about (?:a |your )?message|\b(?:abuse|spam|feedback|complaint) report\b|\b(?:e-?mail )?abuse report\b|\breported\b.{0,40}\bas (?:spam|junk|abuse|unsolicited)\b|\b(?:marked|flagged)\b.{0,40}\bas (?:spam|junk)\b|\bspam complaint\b|\bcomplaint about (?:unsolicited|spam|junk)|\bdeclare\b.{0,40}\bindesirable\b|\bsignalement (?:de |d')?(?:spam|abus|courrier indesirable|message indesirable)|\bsignale\w*\b.{0,60}\b(?:indesirable|spam|pourriel)\b|\bplainte (?:pour|concernant)\b.{0,30}\b(?:spam|message|courrier)\b|\bals spam (?:gemeldet|markiert)\b|\bclient tos notification\b/;
