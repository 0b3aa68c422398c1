/**
 * Words of answers that machines write, in French, English, German, Spanish, Italian and Dutch: patterns over plainWords.
 * Which of them prove something, and with what else, is the matter of read-machine.ts.
 */

/** Subjects that only programs write, whatever follows them. « Re: » before them means that a person answered one. */
export const PROGRAM_SUBJECT =
	/^\W{0,3}(?:(?:reponse|message|e-?mail) automati(?:que|see)|reponse d'absence|message d'absence|(?:notification|avis) (?:d'absence|automatique)|auto(?:matic|mated)?[ -]?(?:reply|response|answer|responder)|out of (?:the )?office (?:auto-?reply|reply|response|message|notification)|vacation (?:reply|response|message|auto-?reply)|automatische (?:antwort|ruckmeldung|abwesenheitsnotiz)|abwesenheits(?:notiz|meldung|benachrichtigung|assistent|agent)|respuesta automatica|risposta automatica|messaggio automatico|mensaje automatico|automatisch (?:antwoord|bericht)|afwezigheids(?:bericht|melding|assistent)|resposta automatica)(?= ?[\])]| ?[:;-]| ?$)/;
/** The same with words behind it, which people write too. */
export const PROGRAM_SUBJECT_OF_SOMEBODY =
	/^\W{0,3}(?:(?:reponse|message) automatique|(?:message|notification|avis|reponse) d'absence|auto(?:matic|mated)?[ -]?(?:reply|response)|automatische antwort|respuesta automatica|risposta automatica|automatisch antwoord) (?:de|a|au|from|to|for|von|auf|zu|di|al|van|op)\b/;
/** Lotus Notes writes it in capitals; « Auto : » is a car. */
export const NOTES_SUBJECT = /^AUTO: ?\S/;
/** Subjects of absences, which people write too: with a colon before our own subject, or with words that say the same. */
const ABSENT = `(?:out of (?:the )?office|ooo|away from (?:my mail|my desk|the office|e-?mail)|absen(?:ce|te?)(?: du bureau| de mon bureau)?|je suis (?:actuellement )?(?:absente?(?: du bureau| de mon bureau)?|en conges?|en vacances)|en conges?|conges?(?: annuels?)?|on (?:vacation|leave|holiday|annual leave|maternity leave|parental leave)|abwesend|(?:urlaubs)?abwesenheit|nicht im (?:buro|haus)|(?:ich bin )?(?:im )?urlaub|(?:maternity|parental|paternity|sick|annual) leave|absence de [a-z' -]{3,40}|(?:i am |i'm )on (?:\\w+ )?(?:leave|holiday|vacation)|estoy (?:fuera de la oficina|de vacaciones|ausente)|sono (?:in ferie|assente|fuori ufficio)|ik ben (?:afwezig|(?:met|op) vakantie|niet aanwezig)|ich bin (?:abwesend|nicht im buro)|ausser haus|fuera de (?:la )?oficina|ausente|ausencia|de vacaciones|fuori (?:sede|ufficio)|assen(?:te|za)|in ferie|afwezig(?:heid)?|niet aanwezig|(?:met|op) vakantie|fermeture (?:annuelle|estivale)|i am (?:away|out))`;
export const ABSENCE_SUBJECT = new RegExp(
	`^\\W{0,3}${ABSENT}(?: ?[:;(\\])-]| ?$| (?:jusqu|du \\d|from|until|till|bis|vom|hasta|fino|tot|le \\d|until))`,
);
export const ABSENCE_SUBJECT_OF_OURS = new RegExp(
	`^\\W{0,3}${ABSENT}(?: auto-?reply)?(?: ?:| re ?:| aw ?:) ?\\S`,
);

export const ABSENCE_WORDS: readonly RegExp[] = [
	/\b(?:je (?:suis|serai)|nous (?:sommes|serons)|actuellement|bureaux?|etablissement|service|societe)\b.{0,60}\b(?:absente?s?|en conges?|en vacances|en deplacement|en formation|indisponibles?|hors du bureau|fermee?s?|en arret|en rtt)\b/,
	/^(?:bonjour,? )?(?:en conges?|absente?|en deplacement|en vacances)\b|\bde retour\b|\babsente?s? (?:du|jusqu|le|de mon bureau)|\ben mon absence\b|\b(?:a|des|avant|jusqu'a) mon retour\b|\bje (?:rentre|reviens|reprends) le\b/,
	/\bout of (?:the )?office\b|\b(?:i am|i'm|i will be|i'll be|currently|we are)\b.{0,40}\b(?:away|on leave|on (?:annual |parental |maternity )?(?:leave|holiday|vacation)|travell?ing|unavailable|closed)\b|\bback (?:in the office|on)\b|\bin my absence\b|\bon my return\b|\b(?:when|after) i (?:return|am back|get back)\b|\bwill not be reading my mail\b|\bout until\b/,
	/\bnicht (?:im (?:buro|haus)|erreichbar|am arbeitsplatz)\b|\b(?:im|in) urlaub\b|\babwesend\b|\bausser haus\b|\bwieder (?:da|erreichbar|im buro|zuruck)\b|\bzuruck am\b/,
	/\bfuera de (?:la )?oficina\b|\bde vacaciones\b|\bestare? (?:ausente|de vuelta)\b|\bausente\b/,
	/\bfuori (?:ufficio|sede)\b|\bin ferie\b|\bsaro (?:assente|di ritorno)\b|\bassente\b|\btorno il\b/,
	/\bafwezig\b|\b(?:met|op) vakantie\b|\bniet (?:aanwezig|op kantoor)\b|\bterug op\b/,
];
/** What answers of machines add: whom to call, when they answer. */
export const RESPONDER_WORDS =
	/\ben cas d'urgence\b|\bpour toute? (?:urgence|demande|question)\b|\ba (?:mon|notre) retour\b|\b(?:votre|vos) (?:messages?|mails?|courriels?|e-?mails?) (?:ne )?(?:sera|seront|est|ne)\b|\b(?:lirai|traiterai|prendrai connaissance|repondrai|repondrons)\b|\bsans acces\b|\blimited access\b|\bno access to\b|\bin my absence\b|\b(?:for|if|in) (?:any |an |it is |it's )?(?:urgent|urgency|emergency)\b|\b(?:will|i'll|we'll) (?:\w+ )?(?:reply|respond|answer|get back)\b|\byour (?:e-?mail|message|mail)\b.{0,30}\b(?:will|won't)\b|\bin dringenden\b|\bihre (?:nachricht|e-?mail|mail)\b.{0,20}\b(?:wird|werde)\b|\ben caso de urgencia\b|\bsu (?:mensaje|correo) (?:no )?sera\b|\bin caso di (?:urgenza|emergenza)\b|\bil (?:suo|vostro) messaggio\b.{0,10}\bsara\b|\bbij (?:dringende|spoed)\b|\buw (?:bericht|e-?mail|mail) (?:wordt|zal)\b/;
export const LEFT_WORDS =
	/\bne (?:fait|fais) plus partie\b|\bne suis plus en poste\b|\bn'est plus (?:consultee?|lue|relevee?|active|utilisee?)\b|\bis (?:no longer|not) (?:monitored|in use|read)\b|\b(?:a|ai|avons) quitte (?:la societe|l'entreprise|notre (?:societe|entreprise)|ses fonctions|mes fonctions)|\bne travaille plus\b|\bn'est plus (?:en poste|dans (?:la societe|l'entreprise)|joignable a cette adresse)|\b(?:no longer|not) (?:works?|working|employed|with (?:the company|us)|part of)\b|\b(?:has|have) left (?:the company|the organi[sz]ation|us)\b|\bnicht mehr (?:im unternehmen|bei uns|fur uns)\b|\bya no trabaja\b|\bnon (?:lavora|fa) piu\b|\bniet meer werkzaam\b|\b(?:a|ai|avons|ayant) quitte (?:le groupe|la structure|l'association|l'etablissement|l'agence|l'equipe|son poste|mon poste|ses responsabilites|definitivement)|\b(?:je )?quitte(?:rai)? (?:la societe|l'entreprise|le groupe|mes fonctions|mon poste)\b|\bretired (?:from|on|in)\b|\b(?:has|have|i) (?:now |recently )?retired\b|\bpartie?s? (?:a|en) (?:la )?retraite\b|\b(?:suis|est) (?:desormais |maintenant )?(?:a la retraite|retraitee?)\b|\bmy last (?:working )?day (?:at|with|here|in the company)\b|\b(?:mon|son) dernier jour (?:de travail )?(?:chez|dans|au sein|a la|etait)\b|\bleft (?:the (?:company|organi[sz]ation|business|firm|team)|us (?:on|in|last)|[a-z]{2,20} (?:on|in) \d)|\b(?:passed away|nous a quittes|deces d|est decedee?|decedee?s? le|verstorben|fallecid[oa]|e venuto a mancare|overleden)\b|\b(?:mailbox|inbox|e-?mail address|account) (?:will be|has been|is being|is) (?:closed|deactivated|deleted|disabled|shut down)\b|\b(?:boite|adresse|messagerie)(?: mail| e-?mail| electronique)? (?:sera|a ete|est|va etre) (?:(?:bientot|definitivement|prochainement) )?(?:fermee|desactivee|supprimee|cloturee)\b|\bunternehmen verlassen\b|\bim ruhestand\b|\bha(?:\b.{0,10})? (?:dejado|abandonado) (?:la empresa|la compania)\b|\bha lasciato (?:l'azienda|la societa)\b|\bin pensione\b|\b(?:heeft|heb) (?:het bedrijf|de organisatie) verlaten\b|\bmet pensioen\b/;
/** The same in words of those who left: what ended, and who came after. */
export const LEFT_IN_OTHER_WORDS =
	/\bn'(?:exerce|occupe) plus\b|\bne (?:suis|est|serai|sera) plus (?:salariee?|collaborat\w+|employee?|chez|au sein)\b|\b(?:j'ai|je viens de) (?:definitivement )?quitte[r]? (?!(?:l'|d')|(?:le|la|les|mon|ma|mes|un|une|ce|cette|tot|plus)\b)|\b(?:ma mission|mon (?:contrat|stage|alternance|interim|mandat)|mes fonctions|ma collaboration)\b.{0,40}\b(?:pris fin|prend fin|prennent fin|terminee?s?|acheve\w*|a (?:son |leur )?terme)\b|\b(?:mon|ma) success(?:eur|rice)\b|\b(?:m'a|me) succede\b|\b(?:a (?:pris|repris)|ont repris|prend|reprend) (?:ma suite|mes fonctions|mon poste)\b|\b(?:have|has|i've) (?:now |recently |since )?moved on\b|\b(?:has|have) taken over (?:my|from me)\b|\btook over (?:my|from me)\b|\bmy successor\b|\bno longer (?:at (?!my desk)|in (?:this|the|my) (?:role|position|post)|hold|the right contact)\b|\bmy (?:employment|contract|assignment|internship|time|last day)\b.{0,40}\b(?:ended|has ended|come to an end|came to an end|is over|was)\b|\bi(?: have|'ve)? (?:now |recently )?left (?!(?:for|on|at|to|in|the|my|a|an|some|early|home|behind|it|them|you|your|this)\b)|\bdroits? a la retraite\b|\bnachfolger(?:in)?\b|\bremplacante?\b.{0,40}@|\bausgeschieden\b/;
/** An address is given up for another one. */
export const ADDRESS_GIVEN_UP =
	/\b(?:my|our|mon|notre) (?:new |nouvel(?:le)? )?(?:e-?mail|mail|adresse|address|courriel)(?: (?:address|e-?mail|mail))? (?:is now|est (?:desormais|maintenant|dorenavant|a present))\b|\b(?:mon|notre|cette|l'ancienne) (?:adresse|e-?mail|messagerie|boite)(?: (?:mail|e-?mail|electronique|professionnelle|aux lettres))* (?:a change|change|va changer|est remplacee?|n'existe plus|n'est plus valable|n'est plus valide)\b|\b(?:ma|notre) nouvelle adresse\b|\bne (?:plus|pas) utiliser (?:celle-ci|cette adresse|l'ancienne|mon ancienne)\b|\b(?:m'|nous )?(?:ecrire|ecrivez|contacter|joindre|utiliser) desormais\b|\b(?:my|our|this) (?:e-?mail )?address (?:has changed|is changing|will change|is now|changed|is no longer)\b|\b(?:my|our|the) new (?:e-?mail )?address\b|\b(?:address|mailbox|inbox|account) (?:will be|has been|is being|is) (?:switched off|turned off|retired|decommissioned|discontinued|abandoned)\b|\b(?:update|change) your (?:records|address book|contacts?|files)\b|\bfrom now on\b.{0,40}\b(?:reach\w*|write|contact|use|e-?mail)\b|\b(?:dorenavant|a compter du|a partir du)\b.{0,40}@|\b(?:m'ecrire|me contacter|me joindre|ecrivez-moi) dorenavant\b|\bmettre a jour (?:vos contacts|votre carnet|vos fichiers|mes coordonnees)\b|\bneue (?:e-?mail-?)?adresse\b/;
/** Something is over for good: in an answer that speaks of no absence, whoever wrote it is not read here any more. */
export const NO_MORE =
	/\bn(?:e |')\w+(?: \w+){0,3}(?<! (?:au|le|la|les|des)) plus\b(?! (?:tot|tard|vite|rapid\w+|que|d'|de \d))|\bno longer\b|\b(?:not|n't)\b.{0,40}\bany ?more\b|\b(?:nicht|keine?) mehr\b|\bya no\b|\bnon (?:\w+ ){1,3}piu\b|\b(?:niet|geen) meer\b/;
/** Whoever writes is sent to somebody else; where it is urgent only, the writer comes back. */
export const WRITE_ELSEWHERE =
	/\b(?:contact\w*|ecri(?:re|vez|vant)|adress(?:er|ez)|joindre|utilise[rz]|write to|reach\w*|e-?mail|direct your|use|send|wenden|kontakt\w*|schreiben|escrib\w*|scriv\w*|schrijf\w*|mail)\b/;
export const URGENT =
	/\b(?:urgen\w+|emergenc\w+|dringen\w+|spoed\w*|meanwhile|in the meantime|entre-?temps|d'ici la)\b/;
export const CHALLENGE_SUBJECT =
	/\bconfirmez votre (?:envoi|message|adresse|identite)|\bmail ?in ?black\b|\bvotre message est en attente\b|\bconfirm (?:your|that you are) .{0,30}(?:message|sender|human|identity)|\bmessage (?:is )?(?:waiting|on hold|pending) .{0,40}(?:confirm|verif)|\[?confirm sender\b/;
/** A gateway asks the sender for an act, says what for, and holds the mail until then: all three. */
export const CHALLENGE_ASKS =
	/\b(?:cliquez|cliquer|confirmez|confirmer (?:votre|que vous)|prouve[rz] que vous|verifie[rz] (?:votre|que vous)|validez|authentifiez|identifiez|valider votre|click|confirm (?:that|your|you)|verify (?:that|your|you|yourself)|fill out|complete the|klicken|bestatigen|haga clic|confirme|clicca|confermi|klik|bevestig)\b/;
/** Thanks alone say that a mail came, where a machine wrote them. */
export const THANKS =
	/\bremerci\w+ (?:de|pour) (?:votre|ton) (?:message|mail|courriel|e-?mail|demande|interet)\b|\bmerci (?:pour|de) (?:votre|ton) (?:message|mail|courriel|e-?mail|demande|interet|prise de contact)\b|\bmerci de nous avoir (?:contactes?|ecrit)\b|\bthanks? (?:you )?for (?:your (?:message|e-?mail|enquiry|inquiry|interest)|(?:contacting|writing to|reaching out to|getting in touch with) us|reaching out|getting in touch)\b|\b(?:danke|vielen dank) fur ihre\b|\bgracias por (?:su|contactar|escribir)\b|\bgrazie per (?:il suo|la sua|averci)\b|\b(?:bedankt|dank) voor uw\b/;
/** Words of what the act is for, in the sentence that asks for it. */
export const CHALLENGE_PURPOSE =
	/\b(?:valid|confirm|authenti|identi|humain|human|uman|menschlich|menselijk|consegn|verif|robot|deliver|remi[st]|distribu|delivr|livr|recoi|recev|receiv|approv|sender|expediteur|spam|guest|form|autoris|zugestellt|bestatig|mittente|remitente|afzender)\w*/;
export const CHALLENGE_HOLDS =
	/\b(?:est|reste|mis|place) (?:actuellement )?en (?:attente|quarantaine)\b|\bprotegee? (?:par|contre)\b|\bmail ?in ?black\b|\bspam ?arrest\b|\bboxbe\b|\bprotect\w* (?:myself|me|us|ourselves|my (?:inbox|mailbox|e-?mail)|this (?:inbox|mailbox)) (?:from|against)\b|\bso (?:that )?(?:i|we) can (?:receive|get|read) your\b|\bpour que (?:je|j'|nous) (?:\w+ )?(?:recoive|recevions|lise)\b|\b(?:qu'il|que votre message|afin qu'il|pour qu'il)(?: me| nous)? (?:soit|sera) (?:remis|delivre|livre|distribue)|\bautoriser (?:votre|l'envoi)|\b(?:message|e-?mail|mail) (?:is|has been|was) (?:waiting|on hold|pending|held|quarantined|not yet)\b|\bonly from senders\b|\bapproved senders?\b|\bto deliver your\b|\bhuman (?:sender|being)\b|\bnot (?:yet )?(?:been )?delivered (?:until|yet)\b|\bwird (?:erst )?zugestellt\b|\bwartet auf\b|\bin attesa\b|\ben espera\b/;
export const ACKNOWLEDGEMENT_WORDS =
	/\bbien recu (?:votre|ton)\b|\baccus\w* (?:de )?reception\b|\bwe(?:'ve| have)? got your (?:message|request|e-?mail|enquiry|inquiry)\b|\bvotre (?:message|demande|mail|courriel|ticket)\b.{0,20} (?:a (?:bien )?ete (?:enregistree?|recue?|prise? en compte|creee?)|est enregistree?|est en cours de traitement)|\bsous le numero\b|\bnumero de (?:ticket|demande|dossier)\b|\b(?:we have |we've )?received your (?:message|request|e-?mail|enquiry|inquiry)\b|\bticket (?:number|#|id)|\b(?:request|case) (?:number|#|id|reference)\b|\byour request\b.{0,20} has been received\b|\bthank you for (?:contacting|your (?:message|e-?mail|enquiry))|\b(?:ticket|vorgangs)nummer\b|\bvielen dank fur ihre (?:anfrage|nachricht|e-?mail)\b|\bihre? (?:anfrage|anliegen|nachricht)\b.{0,60}\b(?:erhalten|erfasst|eingegangen)\b|\bhemos recibido su\b|\babbiamo ricevuto (?:la|il)\b|\b(?:we hebben uw|uw (?:bericht|aanvraag) is) .{0,30}ontvangen\b/;
/** What no person says of a mail: a system numbered it, reviews it, is worked on by a team. */
export const TICKET_WORDS =
	/\bvotre (?:message|demande|mail|courriel|ticket)\b.{0,30}\b(?:enregistree?|prise? en compte|en cours de traitement|a ete creee?)\b|\benregistree? sous le numero\b|\byour (?:request|ticket|case|enquiry|inquiry|message|e-?mail)\b.{0,40}\b(?:has been (?:received|logged|created|registered|assigned)|is being reviewed|ticket number is|reference is)\b|\bticket (?:has been|was) (?:created|opened|logged)\b|\byour ticket number is\b|\bticketnummer\b.{0,40}\berfasst\b|\b(?:erfasst|eingegangen) unter\b|\bsera traitee? dans les meilleurs delais\b|\bsu solicitud\b.{0,40}\bregistrad[ao]\b|\bla (?:sua|vostra) richiesta\b.{0,40}\b(?:registrata|presa in carico)\b|\buw (?:aanvraag|verzoek)\b.{0,40}\bgeregistreerd\b/;
/** What a system says that took a mail: somebody answers later. */
export const ANSWERED_LATER =
	/\b(?:repondr\w+|repond(?:s|ons)? (?:au plus|des que|rapidement|sous|dans|prochainement)|traitee?s?|sera (?:lue?|examinee?|transmise?|etudiee?)|reviendr\w+|dans les (?:meilleurs|plus brefs)|sous \d+|will (?:\w+ )?(?:reply|respond|get back|answer|be in touch)|as soon as possible|melden uns|bearbeite\w*|responderemos|risponderemo|zo snel mogelijk)\b/;
export const NUMBERED = /(?:\b(?:numero|number|reference|\w{0,20}nummer|ref)\b|#|n°).{0,10}\d{3,}/;
export const TICKET_SUBJECT =
	/^\W{0,3}#? ?\d{3,}\]|^\W{0,3}(?:request received|ticket (?:received|created|opened)|accuse (?:de )?reception|acknowledge?ment|glpi ?#|ticket ?#|(?:nouveau|new) ticket|empfangsbestatigung|eingangsbestatigung|acuse de recibo|conferma di ricezione|ontvangstbevestiging)|\[?(?:ticket|case|request|demande|dossier|glpi|sr|inc)[ -]?(?:#|n°|no\.?)? ?\d{3,}|\b[a-z]{2,10}-\d{2,}\b/;
/** The whole subject says that a mail arrived. */
export const ACKNOWLEDGEMENT_SUBJECT =
	/^(?:accuse (?:de )?reception|acknowledge?ment|empfangsbestatigung|eingangsbestatigung|acuse de recibo|conferma di ricezione|ontvangstbevestiging)(?: ?[:-].*)?$/;
/** A ticket was opened; what follows on it may be a person's. */
export const TICKET_OPENED =
	/\b(?:nouveau ticket|new ticket|ticket (?:cree|ouvert|created|opened|received)|request received|neues ticket|nuevo ticket|nuovo ticket|nieuw ticket)\b/;
/** Senders that nobody reads the answers of, and those that many read. */
export const NOBODY =
	/^(?:no-?_?\.?reply|do-?_?not-?_?reply|ne-?_?pas-?_?repondre|nepasrepondre|noresponder|no-responder|non-?rispondere|keine-?antwort|notifications?|automat\w*|robot|daemon)\b/;
export const SERVICE_DESK =
	/^(?:support|assistance|helpdesk|help|service-?client\w*|sav|glpi|otrs|tickets?|contact|info|service|hotline|jira|servicedesk|service-desk|kundenservice|soporte|assistenza)\b/;
/** The line above which a ticket system reads answers. */
export const TICKET_LINE = /##-.{0,100}-##/;
