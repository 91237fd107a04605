import type { Terms } from './roles.ts';

export const TURKISH: Terms = {
  name: 'Görev|Görevler|Görev adı|Görev tanımı~0.85|Aktivite|Aktiviteler|Faaliyet|Faaliyetler|İş~0.7|İş adı|İş kalemi|İş paketi|İş paketleri|Ad~0.6|Adı~0.7|Başlık~0.75|Yapılacak iş|Yapılacaklar|Aşama~0.55|Etkinlik~0.7|Kilometre taşı~0.65|İş tanımı~0.85|Eylem~0.6|Proje~0.5',
  start: 'Başlangıç|Başlangıç tarihi|Başlama|Başlama tarihi|Başlangıç zamanı~0.8|Planlanan başlangıç|Başlangıç günü',
  finish:
    'Bitiş|Bitiş tarihi|Bitim|Bitim tarihi|Son tarih~0.85|Teslim tarihi~0.75|Son teslim tarihi~0.85|Tamamlanma tarihi~0.8|Planlanan bitiş|Termin~0.75|Termin tarihi~0.8|Vade~0.6|Bitiş günü',
  duration:
    'Süre|Süre gün|Gün|Gün sayısı|Çalışma günü~0.9|İş günü~0.9|Süresi|Efor~0.55|Saat~0.5|Toplam gün~0.8|Çalışma günleri~0.9|Adam gün~0.5',
  status: 'Durum|Durumu|Statü|Görev durumu',
  percent:
    'İlerleme|% İlerleme|% İlerleyiş|İlerleyiş|İlerleme %|İlerleme yüzdesi|Tamamlanma|Tamamlanma yüzdesi|% Tamamlanma|% Tamamlandı|Tamamlanan %|Yüzde~0.8|Tamamlanma oranı|Gerçekleşme~0.6|Gerçekleşme oranı|Yüzde tamamlanma|Tamamlandı~0.5',
  assignee:
    'Sorumlu|Sorumlusu|Sorumlu kişi|Sorumlular|Atanan|Atanan kişi|Görevli|Kaynak|Kaynaklar|Kaynak adı|Kaynak adları|Sahibi|Kim|Kişi~0.75|Ekip~0.55|Lider~0.6|Yürütücü~0.6|Personel~0.6|Sorumlu ekip~0.7',
  predecessors:
    'Öncül|Öncüller|Öncül görev|Öncül görevler|Önceki görev|Bağımlılık|Bağımlılıklar|Bağlı olduğu~0.7|Öncelikli görev~0.6|Öncül faaliyet',
  priority: 'Öncelik|Önem~0.75|Önem derecesi~0.75|Öncelik sırası|Aciliyet~0.7',
  cost: 'Maliyet|Maliyeti|Bütçe~0.9|Tutar~0.6|Fiyat~0.6',
  notes: 'Notlar|Not|Açıklama~0.8|Açıklamalar~0.8|Yorum|Yorumlar|Detay~0.65|Detaylar~0.7',
  wbs: 'İKY|WBS|WBS kodu|İş kırılım yapısı~0.7|İKY kodu',
  level: 'Seviye|Düzey|Anahat düzeyi',
  number: 'No|Sıra|Sıra no|Numara|Görev no|Görev numarası|S no|Kod~0.7',
};

export const HUNGARIAN: Terms = {
  name: 'Feladat|Feladatok|Feladat neve|Feladat megnevezése|Tevékenység|Tevékenységek|Tevékenység neve|Megnevezés~0.75|Név~0.7|Cím~0.6|Mérföldkő~0.65|Munkacsomag|Fázis~0.5|Teendő|Teendők|Munkafázis~0.6|Projekt~0.5|Munka~0.6|Munkafolyamat~0.75|Munkanem~0.7',
  start:
    'Kezdés|Kezdet|Kezdő dátum|Kezdési dátum|Kezdete|Kezdés dátuma|Indulás~0.7|Tól~0.5|Kezdési időpont|Tervezett kezdés|Kezdődik',
  finish:
    'Befejezés|Vége|Befejezés dátuma|Befejező dátum|Záró dátum|Záró időpont~0.8|Határidő~0.86|Ig~0.4|Esedékesség~0.8|Tervezett befejezés|Befejezési dátum|Vég dátum|Végdátum',
  duration:
    'Időtartam|Napok|Napok száma|Munkanap|Munkanapok|Időtartam nap|Időigény~0.65|Ráfordítás~0.55|Óra~0.5|Munkaóra~0.5|Nap~0.8',
  status: 'Állapot|Státusz|Állapota|Helyzet~0.5',
  percent:
    'Készültség|Készültségi fok|% kész|Kész %|Készenlét~0.7|Előrehaladás|Haladás|Teljesítés~0.7|Teljesítés %|Százalék~0.8|Készültség %|% készültség|Kész~0.45',
  assignee:
    'Felelős|Felelősök|Felelős személy|Erőforrás|Erőforrások|Erőforrásnevek|Hozzárendelve|Tulajdonos|Ki~0.6|Személy~0.7|Végrehajtó|Munkatárs|Résztvevők~0.55|Kijelölt személy',
  predecessors:
    'Előd|Elődök|Megelőző feladat|Megelőző tevékenység|Megelőző|Függőség|Függőségek|Előzmény|Előzmények|Előfeltétel~0.8',
  priority: 'Prioritás|Fontosság~0.8|Sürgősség~0.75',
  cost: 'Költség|Költségek|Költségvetés~0.9|Ár~0.5|Összeg~0.6',
  notes: 'Megjegyzés|Megjegyzések|Jegyzet|Jegyzetek|Leírás~0.7|Komment|Részletek~0.7',
  wbs: 'WBS|WBS kód|Feladatlebontás~0.6',
  level: 'Szint|Vázlatszint',
  number: 'Sorszám|Szám|Azonosító|Ssz|Feladat szám|Feladat azonosító|Kód~0.7',
};

export const INDONESIAN: Terms = {
  name: 'Kegiatan|Nama kegiatan|Tugas|Nama tugas|Aktivitas|Nama aktivitas|Pekerjaan~0.85|Uraian pekerjaan~0.85|Jenis pekerjaan~0.8|Uraian kegiatan~0.85|Tahapan~0.6|Judul~0.7|Aktiviti',
  start: 'Mulai|Tanggal mulai|Tgl mulai|Awal~0.7|Tarikh mula|Mula',
  finish:
    'Selesai~0.85|Tanggal selesai|Tgl selesai|Akhir~0.7|Tanggal akhir|Tanggal berakhir|Batas waktu~0.85|Tenggat~0.85|Tenggat waktu~0.85|Tarikh akhir|Tarikh tamat|Target selesai~0.8',
  duration: 'Durasi|Durasi hari|Lama~0.6|Jumlah hari|Hari|Hari kerja|Lama pekerjaan|Tempoh|Waktu~0.5',
  status: 'Status|Keadaan~0.5',
  percent: 'Kemajuan|% selesai|Persentase|Persentase selesai|Progres|Bobot progres~0.5|Persen~0.8',
  assignee: 'Penanggung jawab|PIC|Pelaksana|Petugas|Ditugaskan kepada|Sumber daya|Pemilik|Penanggungjawab',
  predecessors: 'Pendahulu|Ketergantungan|Tergantung pada|Kegiatan sebelumnya|Tugas sebelumnya',
  priority: 'Prioritas|Keutamaan',
  cost: 'Biaya|Anggaran~0.9|Harga~0.65|Kos',
  notes: 'Keterangan|Catatan|Deskripsi~0.7|Ulasan',
  number: 'No|Nomor|Bil',
};

export const VIETNAMESE: Terms = {
  name: 'Công việc|Tên công việc|Nội dung công việc|Nhiệm vụ|Tên nhiệm vụ|Hạng mục~0.85|Hạng mục công việc|Hoạt động|Đầu việc|Tác vụ|Tên tác vụ|Nội dung~0.7|Tên~0.6|Mô tả công việc~0.85|Giai đoạn~0.5|Công tác~0.7|Tiêu đề~0.7|Việc cần làm|Dự án~0.5|Chức năng~0.5',
  start:
    'Ngày bắt đầu|Bắt đầu|Thời gian bắt đầu|Từ ngày|Ngày khởi công|Bắt đầu dự kiến|Ngày bắt đầu dự kiến|Khởi công|TG bắt đầu',
  finish:
    'Ngày kết thúc|Kết thúc|Thời gian kết thúc|Đến ngày|Ngày hoàn thành~0.88|Hạn chót~0.85|Thời hạn~0.75|Hạn hoàn thành~0.85|Deadline~0.85|Ngày đến hạn~0.85|Ngày kết thúc dự kiến|TG kết thúc|Hoàn thành dự kiến~0.8',
  duration:
    'Thời lượng|Số ngày|Thời gian thực hiện~0.8|Thời gian~0.6|Số ngày thực hiện|Ngày công~0.6|Số giờ~0.5|Thời gian ngày~0.75|Thời gian hoàn thành~0.6|Số ngày làm việc',
  status: 'Trạng thái|Tình trạng|Tình trạng công việc',
  percent:
    'Tiến độ|% hoàn thành|Phần trăm hoàn thành|Tỷ lệ hoàn thành|Hoàn thành %|% tiến độ|Mức độ hoàn thành|Tiến độ %|Tỉ lệ hoàn thành|Hoàn thành~0.5|Phần trăm~0.8',
  assignee:
    'Người thực hiện|Người phụ trách|Phụ trách|Người chịu trách nhiệm|Phân công|Người được giao|Nhân sự~0.8|Nguồn lực~0.8|Thành viên~0.6|Tài nguyên~0.8|Chịu trách nhiệm|Người đảm nhận|Bộ phận thực hiện~0.6|Đơn vị thực hiện~0.6|Tên tài nguyên|Thực hiện~0.5',
  predecessors:
    'Công việc trước|Công việc tiền nhiệm|Tiền nhiệm|Nhiệm vụ trước|Phụ thuộc|Công việc đi trước|Công việc phụ thuộc|Công tác trước|Hoạt động trước',
  priority: 'Ưu tiên|Độ ưu tiên|Mức độ ưu tiên|Mức ưu tiên',
  cost: 'Chi phí|Ngân sách~0.9|Giá~0.5|Kinh phí~0.8',
  notes: 'Ghi chú|Chú thích|Nhận xét|Mô tả~0.7|Chi tiết~0.65|Diễn giải~0.6',
  wbs: 'WBS|Mã WBS',
  level: 'Cấp|Cấp độ|Mức~0.5',
  number: 'STT|Số thứ tự|Mã|Mã công việc|TT|Số TT|Mã số|ID công việc',
};

export const PERSIAN_ARABIC: Terms = {
  name: 'وظیفه|نام وظیفه|فعالیت|نام فعالیت|شرح فعالیت~0.85|عنوان~0.75|المهمة|اسم المهمة|المهام|النشاط|اسم النشاط|מטלה|משימה|שם המשימה|משימות',
  start: 'شروع|تاریخ شروع|تاريخ البدء|البدء|البداية|تاريخ البداية|התחלה|תאריך התחלה',
  finish: 'پایان|تاریخ پایان|تاريخ الانتهاء|الانتهاء|النهاية|تاريخ النهاية|סיום|תאריך סיום|תאריך יעד~0.85',
  duration: 'مدت|مدت زمان|مدت دوره|المدة|الأيام~0.8|משך|ימים~0.8',
  status: 'وضعیت|الحالة|סטטוס|מצב~0.8',
  percent: 'درصد پیشرفت|پیشرفت|% تکمیل|درصد تکمیل|نسبة الإنجاز|نسبة الإكمال|التقدم|אחוז ביצוע|% ביצוע|התקדמות',
  assignee: 'مسئول|شخص~0.8|منبع~0.7|منابع~0.7|المسؤول|المسئول|المكلف|أחראי|אחראי|מוקצה ל',
  predecessors: 'پیش نیاز|پیش نیاز فعالیت|المهام السابقة|السابقة~0.7|תלות|תלויות|משימה קודמת',
  priority: 'اولویت|الأولوية|עדיפות',
  cost: 'هزینه|التكلفة|الميزانية~0.9|עלות',
  notes: 'یادداشت|توضیحات|ملاحظات|הערות',
  number: 'ردیف|شماره|الرقم|رقم|م~0.5|מספר|מס',
};
