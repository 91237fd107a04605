/** Headers of lists that are no plans though they have names and dates: staff, customers, orders, invoices, accounts. */
import { fold } from './fold.ts';

const set = (text: string): ReadonlySet<string> => new Set(text.split('|').map((phrase) => plain(phrase)));
const plain = (text: string): string => (fold(text).match(/[\p{L}\p{N}]+/gu) ?? []).join(' ');

/** One of them says more than a name and two dates say. */
const SURE =
  set(`salary|wage|hourly rate|date of birth|birthday|birth date|hire date|job title|email|e-mail|phone|phone number|mobile|address|postcode|zip code|
  gehalt|geburtsdatum|eintrittsdatum|telefon|telefonnummer|mobil|anschrift|plz|salaire|téléphone|date de naissance|adresse mail|code postal|salario|teléfono|correo electrónico|fecha de nacimiento|dirección|telefone|data de nascimento|endereço|
  stipendio|telefono|data di nascita|indirizzo|salaris|telefoon|geboortedatum|зарплата|оклад|телефон|дата рождения|電話番号|生年月日|電話|电话|出生日期|邮箱|工资|
  invoice|invoice no|invoice number|invoice date|invoice id|rechnungsnummer|rechnungsdatum|facture|n° facture|factura|fattura|order id|order no|order number|order date|bestellnummer|bestelldatum|sku|unit price|einzelpreis|prix unitaire|precio unitario|
  qty|balance|principal|interest|debit|credit|saldo|payment date|receipt|isbn|license plate|gross|net pay`);
/** They stand in plans too, now and then. */
const LIKELY =
  set(`department|position|job|gender|age|city|country|customer|client|product|quantity|supplier|vendor|payment|location|room|abteilung|kunde|menge|lieferant|ort|raum|service client|client|produit|quantité|fournisseur|cliente|producto|cantidad|
  proveedor|produto|quantidade|fornecedor|prodotto|quantità|fornitore|klant|aantal|leverancier|部署|顧客|数量|客户|产品|部门|kunden|отдел|должность|клиент|количество`);

/** How much these headers speak of another kind of list: 1 for each sure sign, a half for each likely one. */
export function signsOfOtherList(headers: readonly string[]): number {
  return headers.map(plain).reduce((sum, header) => sum + (SURE.has(header) ? 1 : LIKELY.has(header) ? 0.5 : 0), 0);
}
