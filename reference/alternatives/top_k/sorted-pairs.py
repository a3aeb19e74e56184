"""All pairs, sorted by their probability."""


def top_k(model, batch, class_names, k=5):
    model.eval()
    with torch.no_grad():
        probabilities = torch.softmax(model(batch), 1)[0].tolist()
    return sorted(zip(class_names, probabilities), key=lambda pair: pair[1], reverse=True)[:k]
