/**
 * Words of people who object with the law in hand: a right that they exercise, a consent that they take back, data that they
 * want erased (GDPR, articles 7, 17 and 21), in sentences of plainWords. Whoever asks how we treat such requests says none of
 * them of what she writes herself.
 */
export const OBJECTS_BY_LAW: readonly RegExp[] = [
	// je retire mon consentement, I withdraw my consent
	/\b(?:je|nous) (?:vous )?(?:retire|retirons|revoque|revoquons|annule|annulons)\b.{0,25} (?:mon|notre|tout|le) (?:eventuel )?(?:consentement|accord|autorisation)\b/,
	/\b(?:i|we) (?:hereby |formally |now |do |also )*(?:withdraw|revoke|am withdrawing|are withdrawing)\b.{0,15} (?:my|our|any|all) (?:\w+ )?consent\b/,
	// I object to my data being used; je m'oppose à ce que …
	/\b(?:i|we) (?:hereby |formally |strongly |therefore |also )*object to\b.{0,60}\b(?:data|details|address|marketing|processing|contact(?:ed|ing)?|solicit\w*|prospecting|e-?mails?|messages?|communications?|outreach)\b/,
	/\b(?:m'oppose|m'opposer|nous opposons|nous opposer)\b.{0,60}\b(?:traitement|prospection|utilis\w+|exploit\w+|envois?|messages?|mails?|courriels?|donnees|demarchage|sollicitations?|contactee?s?|recevoir)\b/,
	// un droit que l'on exerce
	/\b(?:exerce\w*|exercons|exercice|fa(?:is|isons|ire) valoir|usage|use|application|invoque\w*|invoquons)\b.{0,20}\b(?:mon|notre|mes|nos) droits? (?:d'opposition|a l'oubli|a l'effacement|de retrait|d'effacement|a la suppression)\b/,
	/\b(?:exercis\w+|invok\w+|assert\w*|rely\w* on|(?:make |making )?use(?: of)?)\b.{0,20}\b(?:my|our) rights? (?:to (?:object|erasure|be forgotten|opt[ -]?out)|of (?:erasure|objection))\b/,
	// treat this as an erasure request
	/\b(?:treat|consider|regard|accept|take) this\b.{0,25} (?:as |is )?(?:an? |my |our )?(?:\w+ ){0,2}(?:request (?:for erasure|for deletion|to (?:erase|delete|be removed|object|opt out))|(?:erasure|deletion|removal|opt[ -]?out) (?:request|notice)|objection)\b/,
	/^(?:this is|here is|please find) (?:an? |my |our )(?:\w+ ){0,2}(?:request (?:for erasure|for deletion|to (?:erase|delete|be removed|object|opt out))|(?:erasure|deletion|removal|opt[ -]?out) (?:request|notice))\b/,
	/\b(?:considere[rz]|prendre|prenez|(?:ce|cet|le present) (?:message|mail|courriel|e-?mail) (?:vaut|constitue|est)|valant)\b.{0,50}\b(?:demande (?:d'effacement|de suppression|d'opposition|de radiation|de desinscription)|(?:mon|notre) opposition)\b/,
	// procéder à l'effacement de mes données
	/\b(?:l'|la |d'|de )?(?:effacement|suppression|radiation|destruction)\b(?: \w+){0,2} d(?:e|es) (?:toutes? |l'ensemble de |l'integralite de )?(?:mes|ma|mon) (?:donnees|coordonnees|informations|adresse|e-?mail|fiche)\b/,
	/\b(?:erasure|deletion|removal) of (?:all )?(?:of )?my (?:personal |contact )?(?:data|details|information|records?|address|e-?mail)\b/,
	/\b(?:wipe|purge|scrub|clear|strike|drop|erase|delete|remove) (?:me|us|(?:all )?(?:of )?(?:my|our) (?:\w+ )?(?:e-?mail|name|address|details|contacts?|data|information|records?)(?: address)?) (?:from|off|out of) (?:your|this|the|all|any)(?: \w+){0,2} (?:crm|lists?|databases?|systems?|records|files?|mailings?|tools?)\b/,
	// cesser le traitement, la prospection à mon égard
	/\b(?:cess|arret|stopp)\w{1,4}\b.{0,20} (?:traitement|utilisation|exploitation)\b.{0,25} d(?:e|es) (?:mes|mon|ma) (?:\w+ )?(?:donnees|coordonnees|informations|adresse|e-?mail)\b/,
	/\b(?:cess|arret|stopp)\w{1,4} d(?:e |')(?:utiliser|exploiter|traiter|conserver|detenir|partager) (?:mes|mon|ma) (?:\w+ )?(?:donnees|coordonnees|informations|adresse|e-?mail)\b/,
	/\b(?:stop|cease)\b.{0,15} (?:processing|using|storing|holding|sharing)\b.{0,15} my (?:personal |contact )?(?:data|details|information|address|e-?mail)\b/,
	/\b(?:cess|arret|stopp|fin|terme)\w{0,4}\b.{0,25}\b(?:prospections?|sollicitations?|demarchages?|envois?|relances?|communications?|campagnes?)\b.{0,25}\b(?:a (?:mon|notre) (?:egard|encontre|attention|adresse)|(?:aupres|a l'egard) de (?:moi|nous)|(?:me|nous) (?:concernant|visant)|envers (?:moi|nous))/,
];

/** Names the law that gives these rights, and asks in the writer's own name: it may be one (5.7-1). */
export const MAY_OBJECT_BY_LAW: readonly RegExp[] = [
	/\b(?:je|nous) (?:vous )?(?:demand|pri|exig|requi|requer|sollicit|met|somm)\w*\b(?! (?:si|comment|quel)).{0,80}\barticles? (?:\w{1,5}[,§. ]+){0,5}(?:17|21)\b/,
	/\barticles? (?:\w{1,5}[,§. ]+){0,5}(?:17|21)\b.{0,100}\b(?:je|nous|i|we) (?:vous |hereby |formally )?(?:demand|pri|exig|requi|requer|sollicit|met|somm|request|ask)\w*\b/,
	/\b(?:i|we) (?:hereby |formally |am |are )*(?:request|require|demand|ask|exercis|invok)\w*\b.{0,80}\barticles? (?:\w{1,5}[,§. ]+){0,5}(?:17|21)\b/,
	/\b(?:aucune|pas de|sans|no|without|lack\w*) (?:\w+ )?(?:base (?:legale|juridique)|fondement (?:legal|juridique)|(?:legal|lawful) (?:basis|grounds?)|interet legitime|legitimate interest)\b/,
	/^(?:\w+ ){0,3}(?:supprimez|effacez|retirez|enlevez)[- ](?:les|la|le|tout)[ .!]*$|^(?:please )?(?:delete|erase|remove) (?:it|them|everything|all of it)(?: (?:please|now|immediately))*[ .!]*$/,
	/\bright (?:to (?:object|erasure|be forgotten)|of erasure)\b/,
	/\b(?:no|not|never) (?:\w+ ){0,3}permission\b.{0,40}\b(?:process|contact|use|store|e-?mail)\w*\b/,
];

/** The law that gives these rights, and an end that somebody wants, wherever they stand in a mail. */
export const NAMES_THE_LAW =
	/\b(?:rgpd|gdpr|dsgvo|cnil|ico|ccpa|can-?spam|lopd)\b|\b2016\/679\b|\binformatique et libertes\b|\bdata protection (?:act|law|regulation)\b|\bprivacy (?:law|act|regulation)s?\b/;
export const ENDS =
	/\b(?:supprim|suppression|effac|retir|enlev|cess|arret|oppos|desinscri|desabonn|eras|delet|remov|stop|ceas|object|unsubscrib|wip|purg)\w*\b|\bopt(?:ing)?[ -]?out\b|\bne plus\b|\bno (?:more|longer|further)\b/;
