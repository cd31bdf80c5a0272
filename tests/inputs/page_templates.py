"""Markup of kinds of news site: each function makes a page of an article of make_pages.py."""
import html
import json

import page_bank as bank

E = html.escape


def pick(a, items, n):
    return a.random.sample(items, min(n, len(items)))


def menu(a, css="menu-item"):
    return "".join(f'<li class="{css}"><a href="/s/{i}">{m}</a></li>' for i, m in enumerate(bank.MENU))


def teasers(a, n=4, tag="li", extra=""):
    return "".join(f'<{tag}><a href="/n/{i}">{t}</a>{extra}</{tag}>' for i, t in enumerate(pick(a, bank.TEASERS, n)))


def share(css):
    return f'<div class="{css}">' + "".join(f'<a href="#" class="btn"><i class="fa"></i><span>{s}</span></a>' for s in bank.SHARE) + "</div>"


def table(rows):
    return "<table><tbody>" + "".join("<tr>" + "".join(f"<td>{c}</td>" for c in r) + "</tr>" for r in rows) + "</tbody></table>"


def blocks(a, inline=True, p="p"):
    """The article's blocks as ordinary markup; what is strewn between them is not the article's."""
    out = []
    for i, (kind, value) in enumerate(a.blocks):
        if kind == "p":
            text = E(value)
            if inline and i % 3 == 1:
                cut = text.split(" ")
                text = " ".join(cut[:3] + [f'<a href="/tag/{i}">{cut[3]} {cut[4]}</a>'] + cut[5:])
            elif inline and i % 3 == 2:
                cut = text.split(" ")
                text = f"<strong>{' '.join(cut[:2])}</strong> " + " ".join(cut[2:])
            out.append(f"<{p}>{text}</{p}>")
        elif kind == "h2":
            out.append(f"<h2>{E(value)}</h2>")
        elif kind == "quote":
            out.append(f"<blockquote><p>{E(value)}</p></blockquote>")
        elif kind == "list":
            out.append("<ul>" + "".join(f"<li>{E(v)}</li>" for v in value) + "</ul>")
        elif kind == "lines":
            out.append("<p>" + "<br />".join(E(v) for v in value) + "</p>")
        elif kind == "table":
            out.append(table(value))
        if i == 1 and a.ads_inside:
            out.append(f'<p><strong>اقرأ أيضاً:</strong> <a href="/r/{a.number}">{a.random.choice(bank.TEASERS)}</a></p>')
        if i == 3 and a.ads_inside:
            out.append('<div class="code-block ad-slot" id="div-gpt-ad-1"><script>googletag.display("x");</script><span>إعلان</span></div>')
    return "\n".join(out)


def comments(a, css="comments-area"):
    return f'<div id="comments" class="{css}"><h3>التعليقات ({len(bank.COMMENTS)})</h3><ol class="comment-list">' + "".join(
        f'<li class="comment"><article class="comment-body"><footer class="comment-meta"><b class="fn">زائر {i}</b> <time datetime="2024-01-0{i + 1}T10:00:00+00:00">منذ يومين</time></footer>'
        f'<div class="comment-content"><p>{c}</p></div></article></li>' for i, c in enumerate(pick(a, bank.COMMENTS, 3))) + "</ol></div>"


def figure(a, css="wp-caption"):
    return f'<figure class="{css}"><img src="/i/{a.number}.jpg" alt="صورة"><figcaption class="wp-caption-text">{a.random.choice(bank.CAPTIONS)}</figcaption></figure>'


def head(a, extra="", title=None, og=True):
    t = title or f"{a.title} - {a.outlet}"
    og_part = f'<meta property="og:title" content="{E(a.title)}" /><meta property="og:site_name" content="{a.outlet}" /><meta property="og:url" content="{a.url}" />' if og else ""
    return f'<!DOCTYPE html>\n<html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{E(t)}</title><link rel="canonical" href="{a.url}" />{og_part}{extra}<style>.a{{color:red}}</style></head>'


def wp_classic(a):
    meta = f'<meta property="article:published_time" content="{a.iso()}" /><meta property="article:modified_time" content="{a.iso(a.updated)}" />' if a.number % 2 else ""
    return head(a, meta) + f"""<body class="rtl single single-post has-sidebar comments-open"><div id="page"><header id="masthead" class="site-header"><div class="site-branding"><a href="/">{a.outlet}</a></div>
<nav id="site-navigation"><ul class="menu">{menu(a)}</ul></nav></header><div id="content" class="site-content"><div id="primary" class="content-area"><main id="main" class="site-main">
<article id="post-{a.number}" class="post-{a.number} post type-post hentry category-news tag-syria"><header class="entry-header"><h1 class="entry-title">{E(a.title)}</h1>
<div class="entry-meta"><span class="posted-on">نشر في <a href="#"><time class="entry-date published" datetime="{a.iso()}">{a.shown()}</time><time class="updated" datetime="{a.iso(a.updated)}">{a.shown(0, a.updated)}</time></a></span><span class="byline"> بواسطة <a href="#">المحرر</a></span></div></header>
<div class="post-thumbnail">{figure(a)}</div><div class="entry-content">{share("sharedaddy sd-sharing-enabled")}
{blocks(a)}
<div id="jp-relatedposts" class="jp-relatedposts"><h3>مقالات ذات صلة</h3><ul>{teasers(a, 3)}</ul></div></div><footer class="entry-footer"><span class="tags-links">وسوم <a href="#">سوريا</a> <a href="#">دير الزور</a></span></footer></article>
<nav class="navigation post-navigation"><a href="#">{bank.TEASERS[0]}</a><a href="#">{bank.TEASERS[1]}</a></nav>{comments(a)}<div id="respond" class="comment-respond"><h3>اترك تعليقاً</h3><form><p class="comment-notes">لن يتم نشر عنوان بريدك الإلكتروني.</p><textarea></textarea></form></div></main></div>
<aside id="secondary" class="widget-area"><section class="widget widget_recent_entries"><h2>أحدث المقالات</h2><ul>{teasers(a, 6)}</ul></section></aside></div><footer class="site-footer"><p>{bank.FOOTER}</p></footer></div></body></html>"""


def wp_gutenberg(a):
    ld = {"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": a.outlet, "url": "https://x.example"}, {"@type": "BreadcrumbList", "itemListElement": []},
          {"@type": ["NewsArticle", "BlogPosting"], "headline": a.title, "datePublished": a.iso(), "dateModified": a.iso(a.updated), "publisher": {"@type": "Organization", "name": a.outlet}}]}
    body = blocks(a).replace("<p>", '<p class="wp-block-paragraph has-text-align-right">').replace("<h2>", '<h2 class="wp-block-heading">').replace("<ul>", '<ul class="wp-block-list">')
    return head(a, f'<script type="application/ld+json">{json.dumps(ld, ensure_ascii=False)}</script>') + f"""<body class="wp-singular single wp-embed-responsive"><div class="wp-site-blocks"><header class="wp-block-template-part"><div class="wp-block-group"><p class="wp-block-site-title"><a href="/">{a.outlet}</a></p>
<nav class="wp-block-navigation"><ul>{menu(a)}</ul></nav></div></header><main class="wp-block-group"><div class="wp-block-group has-global-padding"><h1 class="wp-block-post-title">{E(a.title)}</h1><div class="wp-block-post-date"><time datetime="{a.iso()}">{a.shown(3)}</time></div>{figure(a, "wp-block-post-featured-image")}</div>
<div class="entry-content wp-block-post-content is-layout-constrained">{body}
<figure class="wp-block-image"><img src="x.jpg"><figcaption class="wp-element-caption">{bank.CAPTIONS[1]}</figcaption></figure>
<div class="wp-block-group read-also-box"><h3>اقرأ أيضاً</h3><ul>{teasers(a, 3)}</ul></div></div>
<div class="wp-block-post-author-biography"><p class="author-bio">{bank.AUTHORS[0]}</p></div><div class="wp-block-comments"><h3>تعليقان</h3><div class="comment-content"><p>{bank.COMMENTS[0]}</p></div></div></main>
<footer class="wp-block-template-part"><div class="newsletter-signup"><p>{bank.NEWSLETTER}</p></div><p>{bank.FOOTER}</p></footer></div></body></html>"""


def wp_elementor(a):
    def widget(kind, inner):
        return f'<div class="elementor-element elementor-element-{a.number}f3 elementor-widget elementor-widget-{kind}" data-element_type="widget"><div class="elementor-widget-container">{inner}</div></div>'
    return head(a, f'<meta property="article:published_time" content="{a.iso()}">') + f"""<body class="elementor-default elementor-template-full-width"><div data-elementor-type="header" class="elementor elementor-location-header">{widget("nav-menu", f"<nav><ul>{menu(a)}</ul></nav>")}</div>
<div data-elementor-type="single-post" class="elementor elementor-location-single post type-post"><section class="elementor-section"><div class="elementor-container"><div class="elementor-column elementor-col-66"><div class="elementor-widget-wrap">
{widget("theme-post-title", f'<h1 class="elementor-heading-title">{E(a.title)}</h1>')}{widget("post-info", f'<ul class="elementor-post-info"><li itemprop="datePublished"><a href="#"><span class="elementor-icon-list-text elementor-post-info__item--type-date">{a.shown()}</span></a></li></ul>')}
{widget("theme-post-featured-image", '<img src="x.jpg">')}{widget("theme-post-content", blocks(a))}{widget("share-buttons", share("elementor-grid"))}{widget("author-box", f'<div class="elementor-author-box__bio"><p>{bank.AUTHORS[1]}</p></div>')}
</div></div><div class="elementor-column elementor-col-33"><div class="elementor-widget-wrap">{widget("posts", "".join(f'<article class="elementor-post"><h3><a href="#">{t}</a></h3><div class="elementor-post__excerpt"><p>{b}</p></div></article>' for t, b in zip(bank.TEASERS, bank.BLURBS)))}</div></div></div></section></div>
<div data-elementor-type="footer" class="elementor elementor-location-footer"><p>{bank.FOOTER}</p></div><div class="cookie-notice"><p>{bank.COOKIES}</p></div></body></html>"""


def drupal(a):
    extra = f'<meta name="dcterms.date" content="{a.iso()}" />' if a.number % 2 else ""
    return head(a, extra) + f"""<body class="path-node page-node-type-article"><a href="#main-content" class="visually-hidden focusable">تجاوز إلى المحتوى الرئيسي</a><div class="dialog-off-canvas-main-canvas"><header role="banner"><nav role="navigation"><ul class="menu">{menu(a)}</ul></nav></header>
<main role="main"><a id="main-content" tabindex="-1"></a><div class="layout-content"><div class="region region-content"><div class="block block-page-title-block"><h1 class="page-title"><span class="field field--name-title">{E(a.title)}</span></h1></div>
<article role="article" class="node node--type-article node--view-mode-full"><footer class="node__meta"><div class="node__submitted">بواسطة <span>مدير</span>، {a.shown(4)}</div></footer><div class="node__content">
<div class="field field--name-field-image">{figure(a, "media")}</div><div class="clearfix text-formatted field field--name-body field--type-text-with-summary field--label-hidden field__item">{blocks(a)}</div>
<div class="field field--name-field-tags field--type-entity-reference"><div class="field__label">الوسوم</div><div class="field__items"><a href="#">سوريا</a><a href="#">البادية</a></div></div></div></article>
<div class="views-element-container block block-views related-content"><h2>محتوى ذو صلة</h2><div class="view-content"><div class="views-row"><span class="field-content"><a href="#">{bank.TEASERS[3]}</a></span><div class="field field--name-body"><p>{bank.BLURBS[0]}</p></div></div></div></div></div></div>
<div class="layout-sidebar-second"><aside role="complementary"><h2>الأكثر قراءة</h2><ol>{teasers(a, 5)}</ol></aside></div></main><footer role="contentinfo"><p>{bank.FOOTER}</p></footer></div></body></html>"""


def blogger(a):
    body = "<br /><br />\n".join(f'<span style="font-size: large;">{E(t)}</span>' if i % 2 else E(t) for i, t in enumerate(a.text()))
    a.blocks = [("p", t) for t in a.text()]
    return f"""<!DOCTYPE html><html dir='rtl' xmlns='http://www.w3.org/1999/xhtml' xmlns:b='http://www.google.com/2005/gml/b'><head><meta content='text/html; charset=utf-8' http-equiv='Content-Type'/><title>{a.outlet}: {E(a.title)}</title><link href='{a.url}' rel='canonical'/><meta content='{a.url}' property='og:url'/><meta content='{E(a.title)}' property='og:title'/></head>
<body class='item-view'><div class='navbar section' id='navbar'></div><div class='header-outer'><h1 class='title'><a href='/'>{a.outlet}</a></h1><p class='description'><span>مدونة إخبارية مستقلة تعنى بأخبار المنطقة</span></p></div><div class='tabs-outer'><ul>{menu(a)}</ul></div>
<div class='main-outer'><div class='main section'><div class='blog-posts hfeed'><div class='date-outer'><h2 class='date-header'><span>{a.shown(3)}</span></h2><div class='date-posts'><div class='post-outer'><div class='post hentry' itemscope='itemscope' itemtype='http://schema.org/BlogPosting'>
<h3 class='post-title entry-title' itemprop='name'>{E(a.title)}</h3><div class='post-header'></div><div class='post-body entry-content' id='post-body-{a.number}' itemprop='description articleBody'><div dir="rtl" style="text-align: right;"><div class="separator" style="clear: both;"><a href="x.jpg"><img src="x.jpg"/></a></div>{body}</div><div style='clear: both;'></div></div>
<div class='post-footer'><span class='post-author vcard'>مرسلة بواسطة <span class='fn'>مدون</span></span> <span class='post-timestamp'>في <a class='timestamp-link' href='{a.url}'><abbr class='published' itemprop='datePublished' title='{a.iso()}'>{a.date:%H:%M}</abbr></a></span><div class='post-share-buttons'>إرسال بالبريد الإلكتروني كتابة مدونة حول هذه المشاركة</div><span class='post-labels'>التسميات: <a href='#'>أخبار</a></span></div></div>
<div class='comments' id='comments'><h4>ليست هناك تعليقات:</h4><p class='comment-footer'><a href='#'>إرسال تعليق</a></p></div></div></div></div></div></div></div>
<div class='sidebar section' id='sidebar-right-1'><div class='widget BlogArchive'><h2>أرشيف المدونة</h2><ul>{teasers(a, 5)}</ul></div><div class='widget HTML'><h2>عن المدونة</h2><div class='widget-content'>{bank.AUTHORS[0]}</div></div></div><div class='footer-outer'>يتم التشغيل بواسطة Blogger. {bank.FOOTER}</div></body></html>"""


def joomla(a):
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd"><html xmlns="http://www.w3.org/1999/xhtml" xml:lang="ar-aa" dir="rtl"><head><base href="{a.url}" /><meta http-equiv="content-type" content="text/html; charset=utf-8" /><title>{E(a.title)}</title><link href="{a.url}" rel="canonical" /></head>
<body id="com_content" class="view-article layout-default"><div id="top"><div class="moduletable"><div class="custom">{bank.BLURBS[0]}</div></div></div><div id="nav"><ul class="nav menu">{menu(a, "item-1")}</ul></div><div id="contentarea"><div id="main"><div class="item-page" itemscope itemtype="https://schema.org/Article"><meta itemprop="inLanguage" content="ar" />
<div class="page-header"><h2 itemprop="headline">{E(a.title)}</h2></div><dl class="article-info text-muted"><dt class="article-info-term">تفاصيل</dt><dd class="createdby">كتب بواسطة: <span itemprop="name">هيئة التحرير</span></dd><dd class="published"><time datetime="{a.iso()}" itemprop="datePublished">نشر بتاريخ: {a.shown()}</time></dd><dd class="modified"><time datetime="{a.iso(a.updated)}" itemprop="dateModified">آخر تحديث: {a.shown(0, a.updated)}</time></dd><dd class="hits">الزيارات: {a.number * 17}</dd></dl>
<div class="icons"><ul class="dropdown-menu"><li class="print-icon"><a href="#">طباعة</a></li><li class="email-icon"><a href="#">البريد الإلكتروني</a></li></ul></div><div itemprop="articleBody">{blocks(a)}</div><ul class="pager pagenav"><li class="previous"><a href="#">السابق</a></li><li class="next"><a href="#">التالي</a></li></ul></div></div>
<div id="right"><div class="moduletable_menu"><h3>آخر الأخبار</h3><ul class="latestnews">{teasers(a, 5)}</ul></div><div class="moduletable"><h3>استطلاع</h3><p>ما رأيك في تصميم الموقع الجديد وهل تجد ما تبحث عنه بسهولة ويسر؟</p></div></div></div><div id="footer"><p>{bank.FOOTER}</p></div></body></html>"""


def cms_jsonld(a):
    ld = {"@context": "http://schema.org", "@type": "NewsArticle", "mainEntityOfPage": {"@type": "WebPage", "@id": a.url}, "headline": a.title, "datePublished": a.iso(), "dateModified": a.iso(a.updated),
          "author": {"@type": "Person", "name": "مراسل"}, "publisher": {"@type": "NewsMediaOrganization", "name": a.outlet}, "description": "وصف"}
    body = blocks(a, p="div") if a.number % 2 else blocks(a)
    return head(a, f'<script type="application/ld+json">\n{json.dumps(ld, ensure_ascii=False, indent=1)}\n</script>', title=f"{a.title} | {a.outlet}") + f"""<body><div class="app"><div class="hdr"><div class="wrap"><span class="today">{bank.MENU[0]} | الأحد 22 تشرين الثاني 2026</span><ul>{menu(a, "it")}</ul></div></div>
<div class="wrap"><div class="crumbs"><a href="/">الرئيسية</a> / <a href="/">أخبار</a></div><div class="row"><div class="c-8"><h1>{E(a.title)}</h1><div class="det-info"><span>{a.outlet}</span> <span>{a.shown(1)}</span></div><div class="pic"><img src="x.jpg"><p class="pic-caption">{bank.CAPTIONS[0]}</p></div><div class="font-tools"><a>+</a> الخط <a>-</a></div>
<div class="paragraph-wrap" id="body-{a.number}">{body}</div><div class="keywords-box"><b>كلمات مفتاحية:</b> <a href="#">سوريا</a> <a href="#">ألغام</a></div>{share("share-bar")}<div class="rel"><h4>مواضيع ذات صلة</h4><div class="items">{teasers(a, 4, "div")}</div></div></div>
<div class="c-4"><h4>الأكثر مشاهدة</h4>{teasers(a, 6, "div", "<span>قبل ساعتين</span>")}</div></div></div><div class="ftr"><p>{bank.FOOTER}</p><p>{bank.NEWSLETTER}</p></div></div></body></html>"""


def table_2012(a):
    a.has_date = True
    body = "<br><br>\n&nbsp;&nbsp;".join(E(t) for t in a.text())
    return f"""<html dir=rtl><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>{a.outlet} :: {E(a.title)}</title></head><body bgcolor=#ffffff topmargin=0><center><table width=980 border=0 cellpadding=0><tr><td colspan=3 height=120><img src=logo.gif></td></tr><tr><td colspan=3 bgcolor=#003366><font color=white>{" | ".join(f'<a href="?s={i}"><font color=white>{m}</font></a>' for i, m in enumerate(bank.MENU))}</font></td></tr>
<tr><td width=180 valign=top bgcolor=#eeeeee><table width=100%><tr><td><b>أخبار متفرقة</b></td></tr>{"".join(f'<tr><td><a href="?id={i}">{t}</a></td></tr>' for i, t in enumerate(bank.TEASERS))}</table></td><td width=620 valign=top><table width=100% cellpadding=5><tr><td><font size=5 color=#990000><b>{E(a.title)}</b></font></td></tr><tr><td><font size=2>{a.shown(5)}</font></td></tr><tr><td align=center><img src=photo.jpg></td></tr>
<tr><td align=justify><font size=4 face="Simplified Arabic">{body}</font></td></tr><tr><td><hr><a href="print.asp">طباعة</a> <a href="send.asp">أرسل لصديق</a> عدد القراءات: {a.number * 31}</td></tr><tr><td><b>التعليقات</b><br>{"<br>".join(f"<a href=#>زائر</a>" for _ in range(3))}</td></tr></table></td><td width=180 valign=top><table><tr><td><b>إعلانات</b></td></tr><tr><td><a href="#">{bank.TEASERS[4]}</a></td></tr></table></td></tr><tr><td colspan=3 align=center><font size=1>{bank.FOOTER}</font></td></tr></table></center></body></html>"""


def amp(a):
    ld = {"@context": "http://schema.org", "@type": "NewsArticle", "headline": a.title, "datePublished": a.iso(), "publisher": {"@type": "Organization", "name": a.outlet}}
    return f"""<!doctype html><html ⚡ lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{E(a.title)}</title><link rel="canonical" href="{a.url}"><meta name="viewport" content="width=device-width"><script type="application/ld+json">{json.dumps(ld, ensure_ascii=False)}</script><style amp-boilerplate>body{{-webkit-animation:none}}</style><script async src="https://cdn.ampproject.org/v0.js"></script></head>
<body><amp-sidebar id="sidebar" layout="nodisplay"><ul>{menu(a)}</ul></amp-sidebar><header class="amp-wp-header"><div><a href="/">{a.outlet}</a></div></header><article class="amp-wp-article"><header class="amp-wp-article-header"><h1 class="amp-wp-title">{E(a.title)}</h1><div class="amp-wp-meta amp-wp-posted-on"><time datetime="{a.iso()}">{a.shown(2)}</time></div></header>
<figure class="amp-wp-article-featured-image"><amp-img src="x.jpg" width="900" height="500"></amp-img><p class="wp-caption-text">{bank.CAPTIONS[2]}</p></figure><div class="amp-wp-article-content">{blocks(a)}<amp-ad width="300" height="250" type="doubleclick"><div placeholder>إعلان</div></amp-ad></div><footer class="amp-wp-article-footer"><div class="amp-wp-meta amp-wp-tax-tag">الوسوم: سوريا، البادية</div></footer></article>
<amp-consent id="c"><div id="consent-ui">{bank.COOKIES}<button>موافق</button></div></amp-consent><footer class="amp-wp-footer"><p>{bank.FOOTER}</p></footer></body></html>"""


def next_js(a):
    data = {"props": {"pageProps": {"article": {"title": a.title, "publishedAt": a.iso(), "body": [{"type": "paragraph", "text": t} for t in a.text()]}, "related": [{"title": t} for t in bank.TEASERS]}}, "page": "/[slug]", "buildId": "x"}
    return head(a, f'<meta property="article:published_time" content="{a.iso()}"/><meta name="next-head-count" content="9"/>') + f"""<body><div id="__next"><div class="Layout_root__x1Ab2"><header class="Header_header__9fGh"><ul class="Header_list__aa">{menu(a, "Header_item__z")}</ul></header><div class="Page_grid__Qw12"><div class="Page_col__E3r">
<div class="Title_wrap__1"><h1 class="Title_h1__kk">{E(a.title)}</h1><div class="Dates_root__77"><span>نُشر: {a.shown()}</span><span>آخر تحديث: {a.shown(0, a.updated)}</span></div></div><div class="Image_root__q"><img src="x.jpg"/><span class="Image_caption__5t">{bank.CAPTIONS[1]}</span></div><div class="Content_root__mN8">{blocks(a)}</div>
<div class="ShareBar_root__s"><button>مشاركة</button></div><div class="Tags_tags__f"><a href="#">سوريا</a><a href="#">حمص</a></div></div><div class="Side_col__u"><h3>اخترنا لك</h3>{"".join(f'<div class="Card_card__4"><a href="#"><h4>{t}</h4><p>{b}</p></a></div>' for t, b in zip(bank.TEASERS[3:], bank.BLURBS))}</div></div>
<div class="Newsletter_root__0o"><p>{bank.NEWSLETTER}</p></div><div class="Footer_footer__l"><p>{bank.FOOTER}</p></div></div></div><script id="__NEXT_DATA__" type="application/json">{json.dumps(data, ensure_ascii=False)}</script></body></html>"""


def telegram(a):
    lines = a.text()
    a.title = f"{a.outlet}"
    text = "<br/><br/>".join(E(t) for t in lines)
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{a.outlet} – Telegram</title><meta property="og:title" content="{a.outlet}"><meta property="og:site_name" content="Telegram"><meta property="og:url" content="{a.url}"><link rel="canonical" href="{a.url}"></head><body class="widget_frame_base tgme_webpreview"><header class="tgme_header"><div class="tgme_container"><div class="tgme_header_right_column"><section class="tgme_right_column"><div class="tgme_channel_info"><div class="tgme_channel_info_header_title"><span dir="auto">{a.outlet}</span></div>
<div class="tgme_channel_info_description">قناة إخبارية تنقل آخر المستجدات من المنطقة على مدار الساعة، للتواصل عبر البوت الخاص بنا.</div><div class="tgme_channel_info_counters"><div class="tgme_channel_info_counter"><span class="counter_value">12.4K</span> <span class="counter_type">subscribers</span></div></div></div></section></div></div></header>
<main class="tgme_main"><section class="tgme_channel_history js-message_history"><div class="tgme_widget_message_wrap js-widget_message_wrap"><div class="tgme_widget_message text_not_supported_wrap js-widget_message" data-post="ch/{a.number}"><div class="tgme_widget_message_user"><a href="#"><i class="tgme_widget_message_user_photo"></i></a></div><div class="tgme_widget_message_bubble"><div class="tgme_widget_message_author"><a class="tgme_widget_message_owner_name" href="#"><span dir="auto">{a.outlet}</span></a></div>
<div class="tgme_widget_message_text js-message_text" dir="auto">{text}</div><div class="tgme_widget_message_footer compact js-message_footer"><div class="tgme_widget_message_info short js-message_info"><span class="tgme_widget_message_views">1.2K</span><span class="copyonly"> views</span><span class="tgme_widget_message_meta"><a class="tgme_widget_message_date" href="{a.url}"><time datetime="{a.iso()}" class="time">{a.date:%H:%M}</time></a></span></div></div></div></div></div></section></main></body></html>"""


def facebook(a):
    lines = a.text()
    a.title = a.outlet
    text = "".join(f'<div dir="auto" style="text-align: start;">{E(t)}</div>' for t in lines)
    return f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{a.outlet} | Facebook</title><meta property="og:title" content="{a.outlet}"><meta property="og:url" content="{a.url}"></head><body><div role="banner"><a href="/">فيسبوك</a><input type="search" placeholder="بحث"></div><div role="navigation"><ul>{menu(a)}</ul></div>
<div role="main"><div role="article" class="x1yztbdb"><div class="x1cy8zhl"><h2><a href="#"><strong>{a.outlet}</strong></a></h2><span><a href="#" aria-label="{a.shown()}"><time datetime="{a.iso()}">{a.shown()}</time></a></span></div><div data-ad-preview="message" class="xdj266r"><div class="x78zum5">{text}</div></div><div class="x6s0dn4"><span>{a.number} إعجاب</span><span>{a.number // 2} تعليق</span></div><div aria-label="أعجبني" role="button">أعجبني</div>
<div role="article" aria-label="تعليق بواسطة زائر"><div class="comment"><span dir="auto">{bank.COMMENTS[0]}</span></div></div></div></div><div role="contentinfo">{bank.FOOTER}</div></body></html>"""


def wayback(a):
    inner = wp_classic(a)
    stamp = f"{a.updated:%Y%m%d%H%M%S}"
    toolbar = f"""<!-- BEGIN WAYBACK TOOLBAR INSERT --><div id="wm-ipp-base" lang="en" style="display:block;direction:ltr;"><div id="wm-ipp"><div id="donato"></div><div id="wm-capinfo"><a href="#">14 captures</a> <div>01 Jan 2015 - 12 May 2024</div></div><p>The Wayback Machine - https://web.archive.org/web/{stamp}/{a.url}</p></div></div><!-- END WAYBACK TOOLBAR INSERT -->"""
    prefix = f"https://web.archive.org/web/{stamp}/"
    inner = inner.replace(f'href="{a.url}"', f'href="{prefix}{a.url}"').replace(f'content="{a.url}"', f'content="{prefix}{a.url}"')
    cut = inner.index(">", inner.index("<body")) + 1
    return inner[:cut] + toolbar + inner[cut:] + f"\n<!-- FILE ARCHIVED ON {a.updated:%H:%M:%S %b %d, %Y} -->"


def aspnet(a):
    body = "".join(f'<p style="text-align: justify;"><span style="font-size:16px;"><span lang="AR-SY">{E(t)}</span></span></p><p>&nbsp;</p>' for t in a.text())
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd"><html xmlns="http://www.w3.org/1999/xhtml" dir="rtl"><head id="Head1"><meta http-equiv="Content-Type" content="text/html; charset=utf-8" /><title>{E(a.title)}</title><link rel="canonical" href="{a.url}" /></head><body><form name="aspnetForm" method="post" action="News.aspx?id={a.number}" id="aspnetForm"><input type="hidden" name="__VIEWSTATE" id="__VIEWSTATE" value="/wEPDwUKLTM5{'x' * 400}" />
<div id="ctl00_header"><div id="ctl00_menu1"><table><tr>{"".join(f'<td><a class="ctl00_Menu1_1" href="#">{m}</a></td>' for m in bank.MENU)}</tr></table></div><span id="ctl00_lblDate">الأحد، 22 تشرين الثاني، 2026</span></div><table class="MainTable" width="100%"><tr><td class="rightcol" valign="top"><ul>{teasers(a, 6)}</ul></td><td class="centercol" valign="top">
<div id="ctl00_ContentPlaceHolder1_pnlNews"><span id="ctl00_ContentPlaceHolder1_lblTitle" class="NewsTitle"><h1>{E(a.title)}</h1></span><br /><span id="ctl00_ContentPlaceHolder1_lblPubDate">تاريخ النشر: {a.shown(2)}</span><br /><span id="ctl00_ContentPlaceHolder1_lblUpd">آخر تحديث: {a.shown(2, a.updated)}</span><div id="ctl00_ContentPlaceHolder1_imgDiv"><img src="x.jpg" /></div><div id="ctl00_ContentPlaceHolder1_divDetails">{body}</div></div></td></tr></table>
<div id="ctl00_footer"><span>{bank.FOOTER}</span><br /><span>عدد الزوار: 1234567</span></div></form></body></html>"""


def liveblog(a):
    lines = a.text()
    posts = "".join(f'<div class="live-update" id="u{i}"><div class="live-update__stamp"><time datetime="{a.iso()}">{a.date:%H:%M}</time></div><div class="live-update__body">{"".join(f"<p>{E(t)}</p>" for t in lines[i:i + 2])}</div>{share("live-update__share")}</div>' for i in range(0, len(lines), 2))
    a.blocks = [("p", t) for t in lines]
    ld = {"@context": "https://schema.org", "@type": "LiveBlogPosting", "headline": a.title, "datePublished": a.iso(), "coverageStartTime": a.iso(), "liveBlogUpdate": [{"@type": "BlogPosting", "headline": "تحديث", "datePublished": a.iso(a.updated)}]}
    return head(a, f'<script type="application/ld+json">{json.dumps(ld, ensure_ascii=False)}</script>') + f"""<body><header class="top"><ul>{menu(a)}</ul></header><main><section class="live"><h1 class="live__title">{E(a.title)}</h1><span class="live__badge">التغطية الحية</span><div class="live__stream">{posts}</div><div class="pagination"><span class="current">1</span><a href="?p=2">2</a><a href="?p=3">3</a></div></section>
<section class="most-read"><h2>الأكثر قراءة</h2>{teasers(a, 5, "div")}</section></main><footer><p>{bank.FOOTER}</p></footer></body></html>"""


ALL = {f.__name__: f for f in (wp_classic, wp_gutenberg, wp_elementor, drupal, blogger, joomla, cms_jsonld, table_2012, amp, next_js, telegram, facebook, wayback, aspnet, liveblog)}
