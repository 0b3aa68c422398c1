/**
 * Words that ask for no further mail, to be found in one sentence of plainWords. Verbs have the writer or our mails as their
 * object: « ne plus recevoir de factures papier » asks something else. English and French (5.6-8); the others are in
 * objection-words-de-es-it-nl.ts.
 */
const FRENCH: readonly RegExp[] = [
	// ne plus me contacter, ne pas nous relancer
	/\bne (?:plus|pas|plus jamais|jamais|jamais plus) (?:m'|me |nous )(?:re)?(?:contacter|ecrire|solliciter|relancer|demarcher|importuner|deranger|harceler|spammer|prospecter)\b/,
	/\bne (?:m'|me |nous )(?:re|re-)?(?:contacte[rz]|ecrivez|ecrire|sollicite[rz]|relance[rz]|demarche[rz]|importune[rz]|derange[rz]|harcele[rz]|contacte|ecris|sollicite|relance) (?:plus|pas|jamais)\b/,
	// ne plus m'envoyer de mails; what else is sent may be an attachment
	/\bne (?:plus|pas|plus jamais|jamais|jamais plus) (?:m'|me |nous )(?:envoyer|adresser|transmettre)(?: (?:plus|d'autres?|vos|ces|ce genre de|ce type de|aucune?|des?|de tels?))* ?(?:(?:e-?)?mails?|messages?|courriels?|courriers?|pub(?:licite)?s?|sollicitations?|propositions?|offres?|relances?|newsletters?|spams?|prospections?|rien|quoi que ce soit)\b/,
	/\bne (?:m'|me |nous )(?:envoyez|adressez) (?:plus|pas)(?: jamais)?(?: (?:d'autres?|vos|ces|ce genre de|ce type de|aucune?|des?|de tels?))* ?(?:(?:e-?)?mails?|messages?|courriels?|pub(?:licite)?s?|sollicitations?|propositions?|offres?|relances?|newsletters?|spams?|rien|quoi que ce soit)\b/,
	/\bne (?:plus|jamais) (?:m'|nous |me )(?:envoyer|adresser)[ .!]*$|\bne (?:m'|nous )(?:envoyez|adressez) plus(?: rien)?[ .!]*$/,
	// cessez tout envoi, arrêtez de m'écrire, merci d'arrêter vos relances
	/\b(?:cessez|cesser|arretez|arreter|stoppez|stopper)(?: (?:donc|svp|immediatement|tout de suite|s'il vous plait|maintenant|merci|definitivement))*,? (?:de |d')(?:m'|me |nous )(?:re)?(?:contacter|ecrire|solliciter|relancer|envoyer|demarcher|adresser|importuner|deranger|harceler|spammer|inonder|prospecter)(?! (?:la|les?|une?) (?:brochure|devis|factures?|contrat|catalogue|plaquette|pieces?|documents?|liens?))\b/,
	/\b(?:cessez|cesser|arretez|arreter|stoppez|stopper)(?: (?:donc|svp|immediatement|tout de suite|s'il vous plait|maintenant|merci|definitivement))*,? (?:tous |toutes |avec |d'envoyer )?(?:vos|ces|votre|cette|tes) (?:\w+ )?(?:envois?|(?:e-?)?mails?|messages?|courriels?|relances?|sollicitations?|spams?|pub(?:licite)?s?|prospections?|demarchages?|campagnes?|harcelement|newsletters?|communications?)\b/,
	/\b(?:cessez|arretez|stoppez|(?:veuillez|merci de|priere de|demande de|bien vouloir) (?:cesser|stopper)|(?:veuillez |merci d'|priere d'|demande d')arreter)(?: \w+){0,2} (?:toute?|tous|les|des) (?:\w+ )?(?:envois?|contacts?|prospections?|demarchages?|relances?|sollicitations?|communications?|(?:e-?)?mails?|spams?|pubs?)\b/,
	// je ne souhaite plus recevoir vos messages, être sollicité
	/\b(?:je|j'|nous|on) ?(?:ne |n'|n )?(?:souhaite|souhaitons|veux|voulons|veut|desire|desirons|voudrais|voudrions|aimerais) (?:plus|pas|plus jamais)(?: du tout)? (?:recevoir|avoir)(?: (?:plus|d'autres?|de|des|du|vos|votre|tous|ces|cette|aucune?))* ?(?:(?:e-?)?mails?|messages?|courriels?|sollicitations?|pub(?:licite)?s?|prospections?|demarchages?|newsletters?|propositions?|offres?|relances?|nouvelles|lettres? d'information|communications?)\b/,
	/\b(?:je|nous|on) ne (?:souhaite|souhaitons|veux|voulons|veut|desire|desirons|voudrais|voudrions) (?:plus|pas|plus jamais|aucunement|en aucun cas) (?:etre|que vous (?:m'|me |nous )) ?(?:re)?(?:contacte|sollicite|demarche|relance|derange|prospecte|importune|ecrivi|destinataire)/,
	/\b(?:je|nous) ne (?:souhaite|souhaitons|veux|voulons|desire|desirons) plus (?:rien )?(?:recevoir|entendre parler) (?:quoi que ce soit |rien )?de (?:vous|votre part|votre societe|votre entreprise)\b/,
	// what names nobody: « ne plus contacter », « stop aux relances »
	/^(?:bonjour,? |merci,? )?(?:merci de |veuillez |priere de |svp,? )?(?:bien vouloir )?ne (?:plus|pas) (?:re)?(?:contacter|relancer|solliciter|demarcher|ecrire|envoyer (?:d'autres?|de) (?:(?:e-?)?mails?|messages?|courriels?|courriers?|sollicitations?|pub(?:licite)?s?|prospections?|demarchages?|newsletters?|propositions?|offres?|relances?|communications?|envois?|spams?))\b/,
	/\bstop (?:aux?|avec (?:vos|les)|a (?:tous )?(?:vos|ces)|a (?:la|cette|toute)|les|vos) (?:(?:e-?)?mails?|messages?|courriels?|courriers?|sollicitations?|pub(?:licite)?s?|prospections?|demarchages?|newsletters?|propositions?|offres?|relances?|communications?|envois?|spams?)\b/,
	/\b(?:je|nous) ne (?:souhaite|souhaitons|veux|voulons|desire|desirons) plus (?:figurer|apparaitre|etre inscrite?s?|etre|faire partie)\b.{0,20} (?:vos|votre|cette) .{0,20}(?:fichiers?|listes?|listings?|bases?|listings?|mailings?|envois?|contacts?|destinataires)\b/,
	/\b(?:je|nous|on) ne (?:souhaite|souhaitons|veux|voulons|veut|desire|desirons) (?:plus|pas) (?:de|aucune?) (?:vos |tels |ces )?(?:(?:e-?)?mails?|messages?|courriels?|courriers?|sollicitations?|pub(?:licite)?s?|prospections?|demarchages?|newsletters?|propositions?|offres?|relances?|communications?|envois?|spams?)\b/,
	/\bne plus (?:jamais )?(?:recevoir(?: (?:de|vos|d'autres?|ces|aucune?|du|des|votre|vos))* (?:(?:e-?)?mails?|messages?|courriels?|courriers?|sollicitations?|pub(?:licite)?s?|prospections?|demarchages?|newsletters?|propositions?|offres?|relances?|communications?|envois?|spams?)|etre (?:re)?(?:contacte|sollicite|demarche|relance|derange|prospecte|importune))/,
	/\b(?:je (?:vous )?interdis|je ne vous autorise (?:pas|plus)|vous n'avez pas mon (?:accord|consentement|autorisation)|je vous somme)\b.{0,40}\b(?:ecrire|contacter|envoyer|relancer|solliciter|utiliser (?:mon|cette)|cesser|demarcher)/,
	/\boubliez (?:moi|nous|mon adresse)\b|\boubliez-(?:moi|nous)\b|^(?:merci,? |bonjour,? )?pas de (?:relances?|demarchage|prospection|spam|pub)(?: (?:svp|merci|s'il vous plait))?[ .!]*$/,
	/\bvous abstenir de (?:tout|toute|me|nous|m')\b.{0,40}\b(?:envois?|mails?|messages?|contacts?|contacter|ecrire|relances?|relancer|sollicitations?|solliciter|demarchages?|demarcher)\b/,
	/\b(?:retir|supprim|enlev|effac|ot|ray|radi|exclu|purg|sort)\w{1,5} (?:notre|ma|mon) (?:societe|entreprise|etablissement|organisation|structure|equipe)\b.{0,10} (?:de|des) (?:vos|votre|toutes? vos|la|cette|ces)(?: \w+)? ?(?:fichiers?|listes?|listings?|bases?|mailings?|envois?|contacts?)\b/,
	/\b(?:souhait|desir|voudr|aimer|veux|voul|demand)\w*\b.{0,15}\betre (?:desinscri|retire|radie|desabonne|supprime|enleve|efface|raye)\w*/,
	/\bne (?:souhaite|souhaitons|veux|voulons|desire|desirons) (?:plus|pas) etre (?:re)?(?:contacte|sollicite|demarche|relance|derange|prospecte|importune)/,
	/\bevite[rz] de (?:me |nous |m')(?:re)?(?:contacter|ecrire|solliciter|relancer|demarcher|envoyer)\b|\bne (?:(?:me|nous) )?(?:mailez|spammez|revenez) plus\b/,
	/\b(?:fais|faisons|formons|forme|exprime) opposition\b.{0,40}\b(?:utilisation|traitement|adresse|donnees|prospection|envois?)\b/,
	/\b(?:retir|supprim|enlev|effac|ot|ray|radi|exclu|purg|sort)\w{1,5} (?:l'adresse |cette adresse |le mail |l'e-?mail )(?:[^\s@]{1,64}@[^\s@]{1,100} )?(?:de|des) (?:vos|votre|toutes? vos|la|cette|ces)(?: \w+)? ?(?:fichiers?|listes?|listings?|bases?|mailings?|envois?|contacts?|diffusion)\b/,
	/\b(?:arretez|cessez|stoppez|arreter|cesser) de (?:spammer|harceler|polluer|inonder)\b/,
	// retirez-moi de vos fichiers
	/\b(?:retir|supprim|enlev|effac|ot|ray|radi|exclu|sort|desinscri|desabonn)\w{1,5}[- ](?:moi|nous)(?: \w+){0,2} (?:de |des |d')(?:vos |votre |toutes? |tous |la |cette |ces |ce |vos )*(?:\w+ )?(?:fichiers?|listes?|listings?|bases?|mailings?|mailing-?lists?|envois?|diffusion|prospection|contacts?|relances?|campagnes?|destinataires|carnet|crm|bdd|repertoire|newsletters?)\b/,
	/\b(?:me|nous) (?:retirer|supprimer|enlever|effacer|oter|rayer|radier|exclure|sortir)(?: \w+){0,2} (?:de |des |d')(?:vos |votre |toutes? |tous |la |cette |ces |ce )*(?:\w+ )?(?:fichiers?|listes?|listings?|bases?|mailings?|mailing-?lists?|envois?|diffusion|prospection|contacts?|relances?|campagnes?|destinataires|carnet|crm|bdd|repertoire|newsletters?)\b/,
	/\b(?:m'|nous )(?:enlever|effacer|oter|exclure)(?: \w+){0,2} (?:de |des |d')(?:vos |votre |toutes? |tous |la |cette |ces |ce )*(?:\w+ )?(?:fichiers?|listes?|listings?|bases?|mailings?|mailing-?lists?|envois?|diffusion|prospection|contacts?|relances?|campagnes?|destinataires|carnet|crm|bdd|repertoire)\b/,
	/\b(?:retir|supprim|enlev|effac|ot|ray|radi|exclu|purg|sort)\w{1,5}(?: bien vouloir)? (?:toutes? )?(?:mon|notre|mes|nos|cette|l')(?: ?(?:adresse|(?:e-?)?mail|nom|contact|coordonnees|donnees|informations|courriel|numero))(?: \w+){0,3} (?:de |des |d')(?:vos |votre |toutes? |tous |la |cette |ces |ce )*(?:\w+ )?(?:fichiers?|listes?|listings?|bases?|mailings?|mailing-?lists?|envois?|diffusion|prospection|contacts?|relances?|campagnes?|destinataires|carnet|crm|bdd|repertoire|systemes?)\b/,
	/\b(?:supprimez|effacez|retirez|(?:supprimer|effacer|retirer)) (?:toutes )?(?:mes (?:donnees|coordonnees|informations)|mon (?:adresse|(?:e-?)?mail|courriel|contact))\b(?! (?:a change|actuelle? par))/,
	/\b(?:la )?suppression (?:de |totale de |immediate de )(?:toutes )?mes (?:donnees|coordonnees|informations)\b/,
	// désabonnez moi, je souhaite me désabonner
	/\b(?:desinscri|desabonn)\w*[- ](?:moi|nous)\b/,
	/\b(?:me|nous) (?:desinscri|desabonn)\w+(?! (?:de |d')(?:notre|chez|l'ancien|mon|leur))/,
	/\b(?:demande|souhaite|veux|voudrais|confirmer?)\b.{0,20} (?:ma|notre) (?:desinscription|desabonnement|radiation)\b|\bproceder a (?:ma|notre) (?:desinscription|radiation|suppression)\b|\b(?:ma|notre) (?:desinscription|radiation)\b.{0,30}\b(?:listes?|fichiers?|bases?|envois?)\b/,
	// mettez fin à vos sollicitations, je refuse toute prospection
	/\b(?:mettez|mettre|mets|met) (?:immediatement |donc |un )?(?:fin|terme|un terme) a (?:vos|ces|cette|votre|toutes?|tous?) (?:\w+ ){0,2}(?:envois?|(?:e-?)?mails?|messages?|courriels?|relances?|sollicitations?|pub(?:licite)?s?|prospections?|demarchages?|campagnes?|communications?|harcelement)\b/,
	/\b(?:je|nous) (?:refuse|refusons) (?:(?:toutes?|tous|tout|vos|votre|ces|cette) (?:\w+ ){0,2}(?:envois?|(?:e-?)?mails?|messages?|courriels?|relances?|sollicitations?|pub(?:licite)?s?|prospections?|demarchages?|campagnes?)\b|d'etre (?:re)?(?:contacte|sollicite|demarche|relance))/,
	/\bne (?:(?:plus|jamais|plus jamais) (?:me|nous) faire|(?:me|nous) faites plus) parvenir(?: (?:plus|vos|d'autres?|ces|de|des|aucune?|ce genre de|ce type de))* ?(?:envois?|(?:e-?)?mails?|messages?|courriels?|relances?|sollicitations?|pub(?:licite)?s?|prospections?|demarchages?|campagnes?|newsletters?|propositions?|offres?|communications?)\b/,
	/\bne (?:plus|jamais|plus jamais) (?:re)?prendre contact avec (?:moi|nous)\b|\bne (?:re)?prenez plus contact avec (?:moi|nous)\b/,
	/\b(?:merci|priere|veuillez)(?: de)?(?: bien vouloir)? ne (?:plus|pas) (?:re)?(?:contacter|relancer|solliciter|demarcher)(?: (?:svp|merci|a l'avenir))*[ .!]*$/,
	/\b(?:supprim|effac|retir)\w{1,5} (?:toutes )?(?:les|mes|nos) (?:donnees|informations|coordonnees)(?: personnelles?)? (?:me|nous) concernant\b/,
	// droit d'opposition
	/\b(?:je m'oppose|nous nous opposons|souhaite m'opposer|souhaitons nous opposer|entends m'opposer)\b.{0,40}\b(?:traitement|prospection|utilisation|envois?|messages?|mails?|donnees|demarchage|sollicitations?)\b/,
	/\b(?:j'exerce|exercer|exercons|faire valoir|fais valoir|j'use de|invoque|j'invoque)\b.{0,20}\b(?:mon|notre) droit (?:d'opposition|a l'oubli|a l'effacement|de retrait)\b/,
	/(?:^|[:;,] )(?:bonjour,? |merci,? )?(?:je ne veux )?plus (?:aucune?|un seul|de|jamais de) (?:e-?mails?|mails?|messages?|courriels?|relances?|sollicitations?|pubs?)\b(?=[ .,;!]*$|,? (?:svp|merci|s'il vous|s'il te|de votre part|a l'avenir|de ce (?:type|genre)|publicitaires?|commerciau?x?))/,
];

const ENGLISH: readonly RegExp[] = [
	/\bunsubscribe (?:me|us|my (?:e-?mail|address))\b|^(?:please |kindly |pls )?unsubscribe(?: (?:please|now|immediately|from (?:this|your|the|all)\b.{0,30}))?[ .!]*$/,
	/\b(?:want|like|wish|ask|asking|request|need) to (?:be )?unsubscribed?(?:[ .!]*$| (?:from|to) (?:your|this|these|all|any|the (?:list|mailing|newsletter)))/,
	/\b(?:remove|delete|take|get|drop|strike|exclude) (?:me|us|(?:my|our|this) (?:e-?mail|name|address|details|contacts?|data|information)(?: (?:address|details|information))?)\b(?: \w+){0,2} (?:from|off|out of) (?:of )?(?:your|this|the|all|any|these)(?: \w+){0,3} (?:lists?|database|mailings?|records|files?|systems?|contacts|distribution|crm|campaigns?|sequence|newsletters?|mail)\b/,
	/\b(?:be|being|get) (?:removed|deleted|taken) (?:from|off) (?:your|this|the|all|any|these)(?: \w+){0,3} (?:lists?|database|mailings?|records|files?|systems?|contacts|distribution|crm|campaigns?|newsletters?)\b/,
	/\b(?:remove|delete|take|drop) (?:our|my) (?:company|organi[sz]ation|team|domain)(?: name)? (?:from|off) (?:of )?(?:your|this|the|all|any)(?: \w+){0,2} (?:lists?|database|mailings?|records|system|crm)\b|\b(?:thanks?|interested|no)\b.{0,20}\bremove (?:me|us)(?: please)?[ .!]*$/,
	/^stop(?: (?:svp|merci|please|s'il vous plait))[ ,.!]|^stop[,.!: -]+.{0,40}\b(?:not interested|pas interesse|deja (?:dit|ecrit)|assez|no thanks|non merci)\b/,
	/\b(?:remove|delete|unsubscribe|take) [^\s@]{1,64}@[^\s@]{1,100} (?:from|off)\b|\bcancel my subscription\b|^(?:please |kindly )?stop (?:the|these|your|those) (?:e-?mails?|mails?|messages?|spam)[ .!]*$/,
	/^(?:please |kindly )?remove (?:me |us )?from (?:your |the |this |all )?(?:\w+ )?(?:lists?|mailings?|database)[ .!]*$|\bplease remove (?:me|us)[ .!]*$|\bleave (?:me|us) (?:off|out of) (?:your|all|any)\b.{0,30}\b(?:lists?|mailings?|e-?mails?)\b/,
	/\b(?:refrain|desist) from (?:contacting|e-?mailing|writing|sending|messaging)\b|\bstop with (?:the|these|your) (?:e-?mails?|messages?|spam)\b|\bdo(?: not|n't) have my (?:consent|permission)\b/,
	/\b(?:delete|erase|remove|wipe) (?:all )?(?:of )?my (?:personal )?(?:data|details|information|contact details|e-?mail address|address|records?)\b/,
	/\b(?:stop|quit|cease) (?:e-?mailing|contacting|writing(?: to)?|messaging|spamming|bothering|harassing|mailing|pestering|chasing|reaching out(?: to)?|following up(?: with)?|soliciting|approaching)(?: (?:me|us|this address|here|our (?:staff|team|people|colleagues|employees|company|office))\b|[ .!]*$| (?:immediately|now|please))/,
	/\b(?:stop|quit|cease) sending (?:me |us )?(?:these|those|this|your|any|such|unsolicited|spam|more|further|e-?mails?|mails?|messages?|me|us)\b/,
	/\b(?:please|must|you to|kindly) (?:cease|stop) (?:all |any |this |your |these |further )+(?:\w+ )?(?:communications?|contact|e-?mails?|mails?|messages?|spam|correspondence)\b|^(?:cease|stop) (?:all |any |your |these |the )+(?:\w+ )?(?:e-?mails?|mails?|messages?|spam|communications?|contact)\b|\bcease and desist\b/,
	/\b(?:do not|don't|dont|please never|never|not to) (?:ever )?(?:e-?mail|contact|write(?: to)?|message|bother|mail|reach out(?: to)?|follow up(?: with)?)(?: (?:me|us|this address|here))?(?: (?:again|any ?more|any further|any longer|in (?:the )?future|ever)|[ .!]*$)/,
	/\b(?:do not|don't|dont|never) send (?:me |us )?(?:any |more |further |these |your |such |another )+(?:\w+ )?(?:e-?mails?|mails?|messages?|offers?|stuff|spam|communications?)\b/,
	/\b(?:don't|do not|dont|never) send (?:me|us) anything(?: else| more| again|[ .!]*$)|\b(?:prefer|rather) not (?:to )?(?:(?:receive|get) (?:any |more |further |of |your |these |such )*(?:e-?mails?|mails?|messages?|these|those)|be contacted|hear from you)\b/,
	/\b(?:no longer|don't|do not|dont|not|never) (?:wish|want|care|like) to (?:receive|get)(?: (?:any|more|further|your|these|those|this|such|marketing|sales|unsolicited|cold|other))* ?(?:e-?mails?|mails?|messages?|newsletters?|communications?|solicitations?|offers?|spam|anything|correspondence|them)\b/,
	/\b(?:no longer|don't|do not|dont|not|never) (?:wish|want|care|like) to (?:hear from you|be (?:contacted|e-?mailed|solicited|approached|bothered|on (?:your|this)))\b/,
	/^(?:please,? )?no (?:more|further) (?:of (?:these|your) )?(?:e-?mails?|mails?|messages?|contact|spam|communications?)(?:[ .,!]*$|,? (?:please|from you|thanks|thank you|to (?:me|us)))/,
	/\bopt (?:me|us) out\b|\b(?:i|we)(?:'d)? (?:(?:would|want|wish|like|choose|prefer|hereby|am|are) )*(?:to )?opt(?:ing)?[ -]?out(?:[ .!]*$| (?:of|from) (?:your|this|these|all|any|further|marketing|future|receiving|e-?mails?|mails?))/,
	/\b(?:appreciate|grateful|prefer|rather|ask|request|insist)\b.{0,30}\byou (?:would |did |could |do )?(?:not|didn't|don't|wouldn't|never|stopped|stop) (?:to )?(?:e-?mail|contact|writ(?:e|ing)|messag\w+|mail|reach(?:ing)? out|e-?mailing|contacting|follow(?:ing)? up)(?: to| with)?(?: (?:me|us))?(?: (?:again|any ?more|any further|any longer)|[ .!]*$)/,
	/\b(?:do not|don't|dont|never|stop) send(?:ing)? (?:me|us) (?:(?:of |any |more )*(?:these|this|those|them|such)(?: (?:things?|stuff|ones?))?)(?: (?:again|any ?more|any longer|please|ever))*[ .!]*$/,
	/^(?:.{0,40}[,.:;] ?)?(?:please |pls |kindly |just )?(?:remove|delete|erase) my (?:e-?mail(?: address)?|address|(?:contact )?details|contact|data|personal data)(?: (?:please|now|immediately|asap|thanks|thank you|at once))*[ .!]*$/,
	/\b(?:removing|deleting|taking) (?:me|us|(?:my|our) (?:e-?mail|name|address|details|data))\b(?: \w+)? (?:from|off) (?:your|this|the|all|any)(?: \w+){0,2} (?:lists?|database|mailings?|records|crm|systems?)\b/,
	/\bobject to (?:the |any |your )?(?:processing|use|using|processing or use) of (?:my|our)\b/,
	/\bexercis(?:e|ing) (?:my|our) right (?:to (?:object|erasure|be forgotten)|of erasure)\b/,
];

/** Certain, in the languages of the screens. */
export const OBJECTS: readonly RegExp[] = [...FRENCH, ...ENGLISH];

/** May mean it or not: asked, never acted on (5.7-1). */
export const MAY_OBJECT: readonly RegExp[] = [
	/^(?:fini|basta|assez|enough|plus|termine)\b.{0,20}\b(?:mails?|e-?mails?|messages?|spams?)\b(?=[ ,.!]*$|, )/,
	/^stop[,.! ]*$|^stop[,.!:] |\bstop it\b/,
	/\b(?:j'ai|nous avons|i have|i've|we have|we've)\b.{0,30}\b(?:demande|asked)\b.{0,30}\b(?:desinscri|desabonn|retire|radi|unsubscribed|removed)/,
	/\bce (?:type|genre) de (?:messages?|mails?|courriels?|sollicitations?|demarche|prospection)\b.{0,60}|\bne (?:veux|souhaite|desire) plus rien recevoir\b/,
	/^(?:bonjour,? )?(?:merci d'arreter|arretez|arretez tout|ca suffit(?: maintenant)?|stop ca|cessez|assez)[ .,!]*$|\bca suffit\b/,
	/\b(?:foutez|fichez|laissez)[- ](?:moi|nous) (?:la paix|tranquilles?)\b|\blachez[- ](?:moi|nous)\b|\bn'insistez (?:pas|plus)\b|\bne pas insister\b/,
	/\b(?:signaler|signale|signalerai|denoncer)\b.{0,40}\b(?:spams?|indesirables?|cnil|pourriel)\b|\bcnil\b|\bc'est du (?:spam|harcelement)\b|\bharcelement\b/,
	/\b(?:ne (?:vous )?ai|n'ai)(?: jamais)? (?:rien|jamais|pas)? ?(?:demande|sollicite|donne)\b.{0,30}(?:rien|messages?|mails?|[.!]|$)/,
	/^(?:(?:merci|veuillez|bonjour|svp|de|me|je vous prie de),? ){0,4}(?:retirez|supprimez|enlevez|effacez|rayez)[- ](?:moi|nous)\b|\bmerci de (?:me|nous) (?:retirer|supprimer|rayer)\b/,
	/\b(?:inutile|pas la peine) de (?:me|nous|m')(?: )?(?:re)?(?:contacter|relancer|ecrire|solliciter|demarcher)\b/,
	/\bne (?:m'appelez|me telephonez) plus\b[ .!]*$/,
	/\b(?:veuillez|merci de|priere de|vous (?:invite|demande|prie|saurais gre) (?:a|de)) (?:bien vouloir )?(?:les|la|le|l') ?(?:retir|supprim|effac|enlev|purg|exclu|oter|detrui)\w*/,
	/\b(?:formal|written) objection\b|\bnotice of objection\b|\bmy objection to (?:\w+ ){0,2}(?:contact\w*|processing|e-?mails?|messages?|marketing)\b/,
	/\bpas (?:utile|necessaire|besoin|la peine) de donner suite\b/,
	/\bdroit (?:d'opposition|a l'effacement|a l'oubli)\b/,
	/^(?:please |just )?stop(?: it| this| that| now| please)*[ .!]*$|\bleave (?:me|us) alone\b|\bgo away\b|\benough(?: is enough|[.!]*$)/,
	/\b(?:report|mark|flag)(?:ing|ed)? .{0,30}\b(?:as )?(?:spam|junk|phishing)\b|\bnever (?:asked|signed up|subscribed|gave)\b/,
	/\bhow (?:do|can) (?:i|we) (?:unsubscribe|opt out|stop (?:these|your))\b|\bcomment (?:me|nous|puis-je me|faire pour me) (?:desinscri|desabonn)\w+/,
	/\b(?:marre|assez|ras[- ]le[- ]bol|lassee?|fatiguee?) de (?:recevoir |lire |voir )?(?:vos|votre|ces|tous ces|toutes ces|tes) (?:\w+ )?(?:envois?|(?:e-?)?mails?|messages?|courriels?|relances?|sollicitations?|pub(?:licite)?s?|prospections?|demarchages?|campagnes?|newsletters?|propositions?|offres?|communications?)\b|\bepargne[rz][- ](?:moi|nous) (?:vos|ces|ce genre)\b/,
	/\b(?:inutile|pas la peine) de (?:continuer a (?:me |m'|nous )|insister|persister)|\b(?:merci de|veuillez) (?:bien vouloir )?vous abstenir\b|\bne revenez (?:pas|plus) (?:vers (?:moi|nous)|me |nous )/,
	/\b(?:me|nous) (?:laisser|foutre|ficher) (?:la paix|en paix|tranquilles?)\b|\bne (?:me|nous) mettez plus (?:en copie|dans|sur)\b|(?:^|[,;] )(?:cessez|arretez)[ .!]*$/,
	/\b(?:demande|prie|souhaite|aimerait|veut)\w*\b.{0,25}\bne plus (?:(?:lui|leur|la|le|les) (?:re)?(?:ecrire|contacter|solliciter|relancer|demarcher|envoyer|adresser)|etre (?:re)?(?:contacte|sollicite|relance|demarche))/,
	/\b(?:pas|jamais) (?:donne|accorde) (?:mon|notre) (?:consentement|accord)\b|\bsans (?:mon|notre) (?:consentement|accord)\b|\b(?:did not|didn't|do not|don't|never) (?:(?:give|gave|given) (?:you )?(?:my |our )?)?consent(?:ed)?\b|\bwithout my consent\b/,
	/\bne (?:recoive|recevions|recoivent) plus (?:rien|aucun\w*|de|vos|un seul)\b|^(?:adresse )?a (?:supprimer|retirer|effacer|enlever|rayer) de (?:votre|vos|la|cette) (?:liste|base|fichier|mailing|envois)/,
	/\b(?:n'utilise[rz]|ne (?:pas |plus )?utilise[rz]|do not|don't|never)(?: use)? (?:plus |pas )?(?:it|this|cette adresse|mon adresse|this (?:e-?mail )?address|my address) (?:for|pour|a des fins) .{0,20}\b(?:marketing|commercia\w*|prospect\w*|publicit\w*|solicit\w*|demarch\w*|advertis\w*|sales)\b/,
	/\bi(?:'ve| have) blocked you\b|\bje vous (?:ai )?bloque[ .!]*$|\byou(?:'re| are) (?:being |now )?(?:blocked|reported)\b|^bloquee?[ .!]*$/,
	/\b(?:tired|sick|fed up|enough) (?:of|with) (?:receiving |getting )?(?:your|these|all these|all your) (?:\w+ )?(?:e-?mails?|mails?|messages?|follow-?ups?|spam|pitches)\b/,
	/\b(?:like|want|wish|ask|prefer|need) to be (?:removed|taken off|deleted|unsubscribed)\b|\b(?:want|am|get me|get us) off (?:this|your|the|that) (?:\w+ )?lists?\b|^off (?:your|this) list\b/,
	/\b(?:my|our) (?:details|data|information|address|e-?mail|contact details) (?:are|is|be|to be|get) (?:deleted|removed|erased)\b|\b(?:please|interested),? remove from (?:the |your |this |all )?(?:\w+ )?(?:lists?|mailings?|database)\b/,
	/^no need to (?:e-?mail|write|contact|reply)(?: (?:me|us))?(?: again| any ?more| further)[ .!]*$|\b(?:do not|don't) (?:reply|respond|answer|write) or (?:follow up|contact me|e-?mail)[ .!]*$/,
	/\bdiscontinue (?:these|this|your|any|all|sending|further)\b|\bdo-not-(?:contact|mail|e-?mail)\b|\bdo not (?:contact|mail|e-?mail) list\b|\bas do not contact\b|\bsuppression list\b/,
	/\bsortez[- ](?:moi|nous) de la\b(?! \w)|\brestons[- ]en la\b(?! pour (?:aujourd|ce soir|cette))|\b(?:vos|votre|ces) (?:sollicitations?|relances?|mails?|e-?mails?|messages?|demarchages?) (?:me |nous |m')(?:fatigu|lass|derang|ennui|exasper|gen|import|agac)\w*/,
	/\b(?:arretez|cessez) (?:ca|cela|tout)(?: (?:tout de suite|immediatement|maintenant|svp|merci))*[ .!]*$|\b(?:and|just) stop[ .!]*$|\b(?:rayez|retirez|enlevez|supprimez|effacez) (?:mon|notre) (?:nom|contact|adresse|mail)(?: (?:svp|merci))*[ .!]*$/,
	/\bpas de (?:prospection|demarchage|pub(?:licite)?|sollicitations?)\b.{0,25}\b(?:boite|adresse|messagerie|mail)\b|\bn'accept\w+ (?:pas|aucune?) (?:les |de |la |le )?(?:demarchages?|prospection|sollicitations?|publicites?)\b/,
	/\b(?:erase|exclude) (?:me|us)\b|\bremove this (?:contact|address|e-?mail|mailbox)(?: (?:please|pls|now))*[ .!]*$|\bno right to (?:e-?mail|contact|write|message|use my)\b|\b(?:i'm|i am|we're|we are) opting out[ .!]*$/,
	/\bno (?:more|further) (?:messages|e-?mails|mails|follow-? ?ups?|contact)(?: (?:please|thanks))*[ .!]*$|\bcease (?:all |any )?(?:contact|communications?|correspondence)\b/,
	/\bremove (?:me|us)\b[ .!]*$|\btake (?:me|us|my name|our name|my (?:e-?mail|address)) off\b(?: (?:please|pls|thanks|now))*[ .!]*$/,
	/\b(?:black|black-)?list\w* (?:moi|me|nous|us)\b|\bblacklist(?:ez|er|e)?[- ](?:moi|nous|me|us)\b|\b(?:lose|forget|bin) (?:my|our) (?:e-?mail|address|number|contact)\b/,
	// unsolicited mail as such is unwelcome; it is harassment; out of the loop
	/\b(?:pas de|aucune?|zero) (?:demarchages?|prospections?|sollicitations?|spams?|pub(?:licite)?s?)(?: commercia\w+)?(?=[ .!]*$|,? (?:merci|svp|s'il vous))/,
	/\b(?:no|not|never|don't|nor)\b.{0,30}\b(?:unsolicited|cold)\b.{0,20}\b(?:e-?mails?|mails?|messages?|outreach|pitches|approaches)\b/,
	/\b(?:unsolicited|cold) (?:\w+ )?(?:e-?mails?|mails?|messages?|outreach|pitches|approaches)\b.{0,30}\b(?:not (?:welcome|accepted|wanted|appreciated|tolerated)|unwelcome|unwanted|deleted|blocked|reported|ignored)\b/,
	/\b(?:is|it's|amounts to|consider (?:this|it)) (?!no |not |never )(?:\w+ )?(?:harassment|spam(?:ming)?)\b|\bno more of (?:these|those|this|that|your)\b/,
	/^(?:merci de |veuillez )?(?:supprimez|effacez|retirez|enlevez|otez|detruisez)[- ](?:les|la|le)(?: (?:immediatement|tout de suite|svp|merci|s'il vous plait|maintenant|sans delai))*[ .!]*$/,
	/\b(?:take|get|keep|strike) (?:me|us|(?:my|our) (?:name|address|e-?mail)|this address) off (?:of )?(?:\w+ ){0,3}(?:lists?|mailings?|sequences?|cadences?|campaigns?|databases?)\b/,
	/\basked (?:\w+ ){0,2}to stop\b|\bdeja dit non\b|\bne (?:pas|plus) etre (?:re)?(?:contacte|sollicite|demarche|relance|prospecte)\w*/,
	/\b(?:don't|do not|never) (?:ever )?(?:write|e-?mail|mail|send)\b.{0,20}\b(?:again|any ?more|ever)\b|\bstrike (?:my|our) (?:address|name|e-?mail|details)\b/,
	/\bfaites[- ](?:moi|nous) disparaitre\b|\b(?:mon|notre) refus de (?:toute?|ces|vos|recevoir)\b/,
	/\b(?:receive|get|recevoir|recoive) (?:nothing|rien)\b|\b(?:nothing|rien) (?:further|more|de plus) from you\b|\bne plus rien recevoir\b/,
	/\b(?:me|nous) (?:sortir|retirer|enlever|oter)\b.{0,20}\b(?:boucle|circuit|chaine)\b|\b(?:sortez|retirez|enlevez)[- ](?:moi|nous)\b.{0,20}\b(?:boucle|circuit|chaine)\b/,
	/\b(?:demande|demandons|dis|disons|redis|repete|prie)\b.{0,20} d(?:e |')(?:arreter|cesser|stopper)(?: (?:svp|merci|cela|ca))*[ .!]*$|\b(?:asked|asking|told|telling) you (?:\w+ ){0,3}to stop[ .!]*$/,
];

/** An end of something; beside words of mail to the writer it is asked about, so it may be wide. */
export const NAMES_AN_END =
	/\b(?:ne|n')\b.{0,40}\b(?:plus(?! que)|jamais)\b|\bne pas (?:me|nous|m')|\b(?:cess|arret|stopp|retir|supprim|enlev|effac|radi|desinscri|desabonn|purg|exclu|expurg|detrui)\w*|\b(?:oter|otez|sortir|sortez)\b|\bn'autoris\w+ (?:pas|plus|aucun\w*)\b|\bpas autoris\w+|\binterdi[rt]\w*|\b(?:taken?|taking) (?:out|off)\b|\b(?:wipe|purge|scrub|exclude|discontinue|withdraw|prohibit|forbid)\w*\b|\bnot authori[sz]e\w*|\b(?:rayer|rayez|oppose|opposition|evite[rz]|interdis|interdiction|suppression|refuse)\b|\b(?:stop|cease|quit|don't|do not|remove|delete|erase|cancel|unsub\w+|opt[ -]?out|opt\w* out|no longer|no more|no further|never|any ?more|any longer|again|further)\b|\b(?:nicht mehr|nie (?:mehr|wieder)|nicht wieder|keine? (?:\w+ )?(?:mehr|weiter\w*)|loschen|entfernen|streichen|abmelden|abbestell\w*|austragen)\b|\b(?:de baja|no vuelv\w+|no me|borr\w+|elimin\w+|cancell\w+|rimuov\w+|disiscriv\w+|non .{0,30}piu|(?:geen|niet) .{0,30}meer|verwijder\w*|uitschrij\w*|afmelden)\b/;
export const NAMES_MAIL_TO_WRITER =
	/\b(?:me|m'|nous|moi|us|mir|mich|uns|mij|mi|nos) ?(?:re)?(?:contact|ecri|relanc|sollicit|demarch|mail|spam|envoy|desinscri|desabonn|retir|ray|scriv|escrib)\w*|\b(?:re)?(?:contact|relanc|sollicit|demarch)(?:e[srz]?|ee?s?|er|ing|ed|ieren|arme|arnos|armi|eren)\b|\b(?:e-?mailing|spamming|writing to|contact|e-?mail|write to|message) (?:me|us|anyone|any of us|our (?:company|staff|team))\b|\b(?:vos|your) (?:destinataires?|campaigns?|campagnes?|recipients?|prospects?|sequences?)\b|\b(?:vos|tes|ces|these|your|ihre[nr]?|vostre|sus|uw) (?:\w+ )?(?:mails?|e-?mails?|envois?|messages?|listes?|lists?|fichiers?|bases?|database|relances?|mailings?|sollicitations?|spams?|verteiler|lista|lijst|bestand|crm|tools?|systems?|outils?|systemes?)\b|\b(?:mon|mes|nos|cette|my|this|our|notre|meine|mijn|mi) ?(?:adresses?|address|e-?mails?|mails?|boite|subscription|indirizzo|direccion|data|donnees|coordonnees|informations?|infos?|details|contact (?:information|details|data)|noms?)\b|\bvers (?:moi|nous)\b|\b(?:toute?|tous|aucun|les) (?:demarchages?|sollicitations?|prospections?)\b|\b(?:de|from|off) (?:la|the|this|cette) (?:liste|list|mailing\w*)\b|\b(?:desinscri|desabonn|unsubscri|disiscri|uitschrij|abbestell)\w*|\bany more of (?:these|them)\b|\b(?:weiteren?|keine|geen) (?:e-?mails?|mails?|nachrichten|werbung)\b/;
/** What goes on, or is told of the past. */
export const NAMES_MORE =
	/\b(?:continue[rz]?|cannot stop|can't stop|keep (?:them|writing|sending)|write to me|ecrivez-moi|relancez-moi|contact me again (?:next|in)|call me|use my|appelez|telephone[rz]?|mobile|next (?:time|week|month|quarter|year)|again (?:please|to)|(?:we|i) (?:removed|deleted|unsubscribed|stopped)|last (?:month|week|year))\b/;

/** A whole answer, or all of it above a signature: one word. */
export const ALONE =
	/^(?:(?:stop|desinscription|desabonnement|desinscrire|desabonner|desinscrivez|desinscris|unsubscribe|unsuscribe|unsub|opt[ -]?out|remove|remove me|abmelden|abbestellen|austragen|uitschrijven|afmelden|baja|cancellami|cancellazione|disiscrizione|disiscrivimi)(?:[ ,.:!]*(?:svp|merci|s'il vous plait|s'il te plait|please|pls|thanks|thank you|now|bitte|danke|por favor|gracias|grazie|per favore|aub|graag|mails?|e-?mails?|pub|spam|sms|immediatement|stop|messages?))*)[ .!"'»)]*$/;
