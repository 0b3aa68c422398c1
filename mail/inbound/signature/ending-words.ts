/** Words around signatures, in plain words (`plainWords`): French and English. */

/** What one says before one signs: no part of the signature, for the mails of Refrain say it too. */
export const CLOSING =
	/^(?:(?:bien |tres |tout )?(?:cordialement|sincerement|respectueusement|amicalement)\b|cordiales? |cdt\b|cdlt\b|bien a (?:vous|toi)\b|a vous\b|(?:sinceres|meilleures|mes|bonnes|respectueuses)? ?salutations\b|(?:bonne|belle|excellente|tres bonne|tres belle) (?:journee|soiree|semaine|fin|reception|lecture|continuation)\b|a (?:tres )?(?:bientot|vite)\b|au plaisir\b|(?:un grand |avec mes )?merci\b|je vous prie\b|(?:best|kind|kindest|warm|warmest|many) (?:regards|wishes|thanks)\b|best\b|regards\b|(?:with|all) (?:kind|the|best|my)\b|thanks\b|thank you\b|yours\b|sincerely\b|respectfully\b|cheers\b|talk soon\b|have a (?:nice|good|great|lovely)\b|looking forward\b)/;

/** How long such a line is at most, in characters. */
export const CLOSING_AT_MOST = 70;

/** Where what lawyers, printers and scanners for viruses add begins: no part of it, nor what follows. */
export const FINE_PRINT =
	/^(?:ce (?:message|courriel|mail|e-?mail|courrier)\b|cet e-?mail\b|this (?:e-?mail|message|communication|mail)\b|(?:les|toutes les|the|any) (?:informations?|information) (?:contenues?|transmises?|contained|in this|transmitted)|(?:avis|clause|mention) (?:de|d'|legale)|(?:confidentiality|confidentialite|confidentiel|confidential|disclaimer|legal|privacy)\b|(?:n'imprimez|ne pas imprimer|pensez |pensons |merci de (?:ne pas imprimer|penser)|please consider|think before|save (?:paper|a tree)|before printing|avant d'imprimer|sans virus|virus-free|garanti sans virus)|(?:l'integrite|internet (?:ne|communications)))/;
/** Words of the same that may stand anywhere in a long line. */
export const FINE_PRINT_WITHIN =
	/\b(?:confidenti\w+|destinataires?|intended (?:recipient|only|solely)|privileged|avast|antivirus|unsubscribe|desabonner|desinscri\w+)\b/;
/** Characters from which a line counts as long. */
export const LONG_LINE = 60;
