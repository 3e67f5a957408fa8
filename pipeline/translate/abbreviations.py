"""German abbreviations with a full stop, and words that open sentences; for telling where one ends.

Collected from Duden's list of abbreviations and from what press offices write. Spelled without spaces.
"""

from __future__ import annotations

NEVER_LAST = frozenset(
    """
    Abb. Abk. Anm. Bd. Bgm. Bj. Dipl. Dr. Dres. Fa. Fr. Frl. Geb. Hr. Hg. Hrn. Hrsg. Ing. Kap. Kfm. Kl. Lic. Lt. Mag.
    Nr. Nrn. OA. OB. PD. Pfr. Priv. Prof. Proff. Red. Reg. Ref. Rep. St. Tab. Tel. Telef. Ziff. Ms. Mr. Mrs. No.
    allg. amtl. bayer. betr. bes. bspw. bzgl. bzw. ca. dent. dgl. dt. ehem. eigtl. einschl. engl. erw. ev. evtl. exkl.
    abgebr. erb. frz. geb. gegr. gem. gest. ggf. habil. hess. hl. inkl. insb. jew. jur. kath. lat. led. lt. max. med.
    mind. mtl. mult. nat. niedersächs. o.g. oec. o.a. österr. phil. pol. preuß. rd. rel. rer. röm. sächs. schweiz.
    soc. sog. staatl. städt. stv. stellv. svw. techn. theol. thür. tägl. u.U. urspr. verh. verw. vgl. vorm.
    wiss. z.B. z.T. z.Zt. z.H. z.Hd. zit. zzgl. d.h. d.i. i.d.R. i.A. i.V. v.a. a.d. b.z. m.E. s.o. s.u.
    v.l. v.l.n.r. v.r. u.d.T. i.e. e.g. p.a. h.c. vs.
    """.split()
)

SOMETIMES_LAST = frozenset(
    """
    Abs. Abt. Apr. Art. Aufl. Aug. Ausg. Bhf. Bio. Chr. Cie. Co. Corp. Dez. Ev. Feb. Febr. Hbf. Inc. Jan.
    Jg. Jh. Jhd. Jhdt. Jul. Jun. Kfz. Ltd. Ltg. Min. Mio. Mo. Mrd. Nov. Okt. Pl. Pos. Präs. Sek. Sep. Sept.
    Std. Str. Tsd. Verf. Vors. Vol. e.V. e.G. etc. f. gGmbH. i.Gr. i.L. o.ä. p.m. a.m. str. u.a. u.ä. usf.
    usw. u.v.a. u.v.m. v.Chr. n.Chr. M.Sc. B.Sc. M.A. B.A. Ph.D. LL.M. Sc. Eng. a.D. dergl. ff.
    """.split()
)

OPENERS = frozenset(
    """
    Aber Alle Alles Als Also Am An Anders Anlass Anschließend Auch Auf Aufgrund Aus Auslöser Außerdem Bei
    Beide Beim Bereits Bis Bisher Da Dabei Dadurch Dafür Dagegen Daher Damals Damit Danach Daneben Dank
    Dann Daran Darauf Daraus Darin Darüber Darum Darunter Das Dass Davon Davor Dazu Dem Demnach Den Denn
    Dennoch Der Deren Derzeit Des Deshalb Dessen Deswegen Die Dies Diese Diesem Diesen Dieser Dieses Doch
    Dort Durch Ein Eine Einem Einen Einer Eines Einige Entsprechend Er Es Etwa Ferner Für Gegen Gemeinsam
    Gerade Gestern Gleichzeitig Hat Heute Hier Hierfür Hierzu Hinzu Ich Ihm Ihr Ihre Ihren Im Immer In
    Indem Infolge Inzwischen Insgesamt Ist Jede Jeder Jedes Jetzt Kein Keine Man Mehr Mit Mittlerweile
    Morgen Nach Nachdem Neben Nicht Noch Nun Nur Ob Obwohl Oder Ohne Rund Schon Sein Seine Seinen Seit
    Seitdem Sie Sind So Sobald Somit Sondern Sowohl Statt Trotz Trotzdem Über Um Und Uns Unser Unsere
    Unseren Unter Viele Vielmehr Vom Von Vor Vorher Während Wann War Warum Was Weder Wegen Weil Weitere
    Welche Wenn Wer Werden Wie Wir Wird Wo Wobei Zu Zudem Zugleich Zuletzt Zum Zunächst Zur Zusammen
    Zusätzlich Zuvor Zwar Zwischen
    """.split()
)
