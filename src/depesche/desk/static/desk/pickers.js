/* The desk's clocks: full hours to choose from, and a keyboard that gets past the calendar.

   The calendar of a field stayed open when one went on with Tab, and lay over the button below;
   Escape closed the whole dialog; times to choose from carried the seconds of the moment. */

const deskPicker = (field) => window.jQuery?.(field).data("xdsoft_datetimepicker");

// Options for a field: full hours, beginning with the next full hour.
window.deskClock = (config) => {
  const hour = new Date(Date.now() + 60 * 60 * 1000).getHours();
  return { ...config, formatTime: "H:i", defaultTime: `${hour}:00` };
};

document.addEventListener(
  "keydown",
  (event) => {
    const calendar = deskPicker(event.target);
    if (!calendar || !calendar.is(":visible")) return;
    if (event.key === "Tab") calendar.trigger("close.xdsoft");
    if (event.key === "Escape") {
      calendar.trigger("close.xdsoft");
      event.stopPropagation();
      event.preventDefault();
    }
  },
  true,
);
