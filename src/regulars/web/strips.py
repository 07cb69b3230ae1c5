"""The rhythm strip as SVG. Written out here, as a list shows thirty of them and a template takes
ten times as long. Holds only numbers of ours and texts that are escaped."""

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from regulars.queries.strips import Strip


def svg(strip: Strip) -> SafeString:
    """Colours come from the style sheet by class: axis, expected, silence, dot, now."""
    words = escape(strip.words)
    css = "strip is-wide" if strip.is_wide else "strip"
    size = f'viewBox="0 0 {strip.width} {strip.height}" width="{strip.width}"'
    return mark_safe(  # noqa: S308  # numbers and escaped words alone
        f'<svg class="{css}" {size} height="{strip.height}" role="img" aria-label="{words}">'
        f"<title>{words}</title>{''.join(_shapes(strip))}</svg>"
    )


def _shapes(strip: Strip) -> list[str]:
    shapes = [_line("axis", (0, strip.y), (strip.width, strip.y))]
    if strip.band:
        x, width = strip.band
        shapes.append(
            f'<rect class="expected" x="{x}" y="{strip.band_top}" width="{width}"'
            f' height="{strip.band_height}" rx="3"/>'
        )
    if strip.silence:
        shapes.append(_line("silence", (strip.silence[0], strip.y), (strip.silence[1], strip.y)))
    y = strip.y
    shapes += [
        f'<circle class="dot" cx="{x}" cy="{y}" r="{radius}"{_ending(title)}'
        for x, radius, title in strip.dots
    ]
    shapes.append(_line("now", (strip.now, strip.top), (strip.now, strip.bottom)))
    return shapes


def _line(css: str, start: tuple[float, float], end: tuple[float, float]) -> str:
    return f'<line class="{css}" x1="{start[0]}" y1="{start[1]}" x2="{end[0]}" y2="{end[1]}"/>'


def _ending(title: str) -> str:
    return f"><title>{escape(title)}</title></circle>" if title else "/>"
