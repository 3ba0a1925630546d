// Wagtail's cropper finds out about touch by writing an event handler into an element, which the
// desk's policy refuses. It is told instead, before it begins.
window.jQuery.Jcrop.defaults.touchSupport = "ontouchstart" in window;
