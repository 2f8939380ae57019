// Drag items of a list by their handle; the buttons “up” and “down” do the same without a script.
// A list with data-order-form sends the new order with that form, any other keeps it in the page.
(() => {
  const items = (list) => [...list.querySelectorAll(":scope > [data-order-id]")];
  const isFixed = (item) => "orderFixed" in item.dataset;

  const send = (list) => {
    const form = document.getElementById(list.dataset.orderForm);
    if (!form) return;
    const lists = document.querySelectorAll(`[data-order-form="${list.dataset.orderForm}"]`);
    form.elements.order.value = [...lists].flatMap(items).map((item) => item.dataset.orderId).join(",");
    form.submit();
  };

  const middle = (item) => {
    const { top, height } = item.getBoundingClientRect();
    return top + height / 2;
  };

  const drag = (list, item, handle, event) => {
    const before = items(list);
    handle.setPointerCapture(event.pointerId);
    item.classList.add("is-dragged");
    const move = ({ clientY }) => {
      // The others step over the dragged item: if it moved itself, it would lose the pointer.
      let next = item.nextElementSibling;
      while (next && !isFixed(next) && clientY > middle(next)) {
        item.before(next);
        next = item.nextElementSibling;
      }
      let previous = item.previousElementSibling;
      while (previous && !isFixed(previous) && clientY < middle(previous)) {
        item.after(previous);
        previous = item.previousElementSibling;
      }
    };
    const end = () => {
      handle.removeEventListener("pointermove", move);
      item.classList.remove("is-dragged");
      if (items(list).some((other, place) => other !== before[place])) send(list);
    };
    handle.addEventListener("pointermove", move);
    handle.addEventListener("lostpointercapture", end, { once: true });
  };

  for (const list of document.querySelectorAll("[data-order-list]")) {
    for (const item of items(list)) {
      const handle = item.querySelector("[data-order-handle]");
      if (!handle) continue;
      handle.hidden = false;
      handle.addEventListener("pointerdown", (event) => {
        event.preventDefault();
        drag(list, item, handle, event);
      });
    }
  }

  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
})();
