package page

// The furniture of pages in other languages than English: the comment forms,
// promotion and share rows that blog software translates.

// endingsAbroad head a page's comments.
var endingsAbroad = re(
	// German
	`(?:schreibe? einen kommentar|kommentar (?:verfassen|schreiben|hinterlassen)|deine e-mail-adresse wird nicht veröffentlicht|kommentare?\s*\(\s*\d+\s*\)$|\d+ kommentare?$)`,
	// Spanish, Portuguese, Italian, French
	`(?:deja (?:una respuesta|un comentario)|tu dirección de correo electrónico no será publicada|comentarios?\s*\(\s*\d+\s*\)$|\d+ comentarios?$)`,
	`(?:deixe (?:um comentário|uma resposta)|o seu endereço de e-?mail não será publicado)`,
	`(?:lascia un commento|il tuo indirizzo email non sarà pubblicato|commenti\s*\(\s*\d+\s*\)$)`,
	`(?:laisser un commentaire|votre adresse e-?mail ne sera pas publiée|commentaires?\s*\(\s*\d+\s*\)$|\d+ commentaires?$)`,
	// Dutch, Polish, Turkish
	`(?:geef een reactie|laat een reactie achter|je e-mailadres wordt niet gepubliceerd|\d+ reacties?$)`,
	//nolint:misspell // these are Polish and Turkish
	`(?:dodaj komentarz|twój adres e-?mail nie zostanie opublikowany|bir (?:cevap|yanıt) yazın|e-posta adresiniz yayınlanmayacak)`,
	// Russian, Ukrainian, Arabic, Persian
	`(?:(?:оставить|добавить|написать) комментарий|добавить комментарий|ваш (?:адрес email|e-?mail) не будет опубликован|комментарии\s*(?:\(\s*\d+\s*\))?$|залишити відповідь|залишити коментар)`,
	`(?:اترك (?:تعليقا|تعليقاً|رد)|لن يتم نشر عنوان بريدك|دیدگاهتان را بنویسید|نشانی ایمیل شما منتشر نخواهد شد)`,
)

// leadersAbroad head promotion, as leaders do.
var leadersAbroad = re(
	`(?:lesen sie (?:auch|mehr)|mehr (?:dazu|zum thema)|das könnte (?:sie|dich) auch interessieren|auch interessant|ähnliche (?:artikel|beiträge))`,
	`(?:te puede interesar|también te puede interesar|lee también|lea también|le puede interesar|más información|noticias relacionadas|artículos relacionados)`,
	`(?:leia (?:também|mais)|veja também|notícias relacionadas|leggi anche|potrebbe interessarti|articoli correlati)`,
	`(?:lire aussi|à lire aussi|voir aussi|sur le même sujet|articles similaires|lees ook|lees meer|czytaj też|zobacz także|ayrıca okuyun|ilgili haberler)`,
	`(?:читайте также|смотрите также|по теме|похожие (?:статьи|записи)|читайте також)`,
	`(?:baca juga|lihat juga|関連記事|あわせて読みたい|相关阅读|相關新聞|관련\s?기사)`,
	`(?:اقرأ أيضا|اقرأ أيضاً|مواضيع ذات صلة|مقالات ذات صلة|بیشتر بخوانید|مطالب مرتبط)`,
)

// noticesAbroad are buttons and lines about the page.
var noticesAbroad = re(
	`(?:artikel )?(?:teilen|drucken|merken|weiterleiten|kommentieren|anzeige|werbung)$`,
	`(?:compartir|imprimir|publicidad|anuncio|suscríbete|compartilhar|publicidade|condividi|stampa|pubblicità|partager|imprimer|publicité|delen|reclame|advertentie|udostępnij|reklama|paylaş)$`,
	`(?:iklan|スポンサー(?:ド)?リンク|広告|广告|廣告|광고)$`,
	`(?:поделиться|реклама|распечатать|подписаться|поділитися|شارك|مشاركة|إعلان|اشتراک گذاری)$`,
	`alle rechten? vorbehalten|tous droits réservés|(?:todos )?(?:los )?derechos reservados|todos os direitos reservados|riproduzione riservata|tutti i diritti riservati|все права защищены`,
	`저작권자|.{0,80}무단\s*전재|.{0,80}無断(?:転載|複製)|版权所有|版權所有|未经授权|未經授權|责任编辑|責任編輯`,
	`(?:ajouter à vos sélections|article réservé aux abonnés|merkliste|zur merkliste|guardar|salva|salvar|opslaan|speichern)$`,
	`(?:vor|il y a|hace|há|fa) \d+ (?:minuten?|stunden?|tagen?|minutes?|heures?|jours?|minutos?|horas?|días?|dias?|minuti|ore|giorni)(?: fa)?$`,
	`(?:lesezeit|lesedauer|tempo de leitura|tempo di lettura|tiempo de lectura|temps de lecture|leestijd|время чтения)\b?\s*:?.{0,20}$`,
	`(?:los campos obligatorios están marcados|erforderliche felder sind|les champs obligatoires sont|os campos obrigatórios|i campi obbligatori|vereiste velden|обязательные поля помечены)`,
)
